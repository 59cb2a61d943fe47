import type { Action, HandMove, HoldMove, Request } from "./actions.ts";
import { created, deleted, leftUnknown, refused, restored, settled } from "./outcomes.ts";

/** Everything that can be seen of a name, in the console and on the farm. People are their numbers. */
export interface NameState {
  /** Who has a wiki of this name. */
  owner: number | undefined;
  /** What was asked for the wiki without anybody knowing how it ended. */
  doubt: Request["type"] | undefined;
  /** Who may have one back. */
  archivedOwner: number | undefined;
  /** For whom the name is kept, since the farm may still run what is gone. */
  keptFor: number | undefined;
  isOnHold: boolean;
  farm: "absent" | "live" | "archived";
  /** Whom owner.json names. */
  farmOwner: number | undefined;
}

/** What nobody asked for just now. */
export type Aftermath =
  /** The farm tells how doubts ended; when nothing is on its way any more, of each of them. */
  | { type: "settle"; isFinal: boolean }
  /** A request arrives whose sender has given up long ago. */
  | { type: "arrival"; method: "POST" | "DELETE" | "PATCH"; name: number; member: number | undefined };

export type Outcome = "done" | "refused" | "unknown";

/** What is over, as the console told how it ended. */
export interface Event {
  action: Action | Aftermath;
  outcome: Outcome;
  /** Of a preview: the names that a sync would change. */
  foretold?: number[] | "refused";
}

/** What a name may have become by an event; nothing: the event can't have happened to it. */
export function after(state: NameState, { action, outcome }: Event): NameState[] {
  switch (action.type) {
    case "create":
    case "delete":
    case "restore":
      return requested(state, action, outcome);
    case "sync":
      // What changed while the farm was being listed waits for the next sync.
      return outcome === "done" ? [state, synced(state)] : [state];
    case "hold":
    case "lift":
      return held(state, action, outcome);
    case "visit":
    case "quota":
    case "preview":
      return [state];
    case "settle":
      return action.isFinal && state.doubt !== undefined
        ? settled(state, true)
        : [state, ...settled(state, false)];
    case "arrival":
      return [arrived(state, action)];
    default:
      return [moved(state, action)];
  }
}

function requested(state: NameState, request: Request, outcome: Outcome): NameState[] {
  if (outcome === "unknown") return leftUnknown(state, request);
  if (outcome === "refused") return refused(state, request);
  switch (request.type) {
    case "create":
      return created(state, request);
    case "delete":
      return deleted(state, request);
    case "restore":
      return restored(state, request);
    default:
      return request.type satisfies never;
  }
}

/** What a sync makes of a name that nobody changes meanwhile. */
export function synced(state: NameState): NameState {
  const { owner, doubt, archivedOwner, farm, farmOwner } = state;
  if (doubt !== undefined) return state;
  if (owner !== undefined) {
    if (farm === "live") return state;
    const gone = { ...state, owner: undefined };
    return farm === "archived" ? { ...gone, archivedOwner: owner } : { ...gone, keptFor: owner };
  }
  if (archivedOwner !== undefined) {
    if (farm === "archived") return state;
    const gone = { ...state, archivedOwner: undefined };
    return farm === "live" ? { ...gone, owner: archivedOwner } : { ...gone, keptFor: archivedOwner };
  }
  if (farm === "live") return { ...state, owner: farmOwner, keptFor: undefined };
  return farm === "archived" ? { ...state, archivedOwner: farmOwner } : state;
}

/** Whether the console has, had or keeps a wiki of that name. */
export function isKnown({ owner, archivedOwner, keptFor }: NameState): boolean {
  return [owner, archivedOwner, keptFor].some((whose) => whose !== undefined);
}

/** A hold also meets the reservation of a create that is refused later. */
function held(state: NameState, { type }: HoldMove, outcome: Outcome): NameState[] {
  const isOnHold = type === "hold";
  if (outcome === "done") return isOnHold || state.isOnHold ? [{ ...state, isOnHold }] : [];
  return (isOnHold ? isKnown(state) : state.isOnHold) ? [] : [state];
}

function moved(state: NameState, { type, member }: HandMove): NameState {
  switch (type) {
    case "handMake":
      return state.farm === "absent" ? { ...state, farm: "live", farmOwner: member } : state;
    case "handArchive":
      return state.farm === "live" ? { ...state, farm: "archived" } : state;
    case "handRestore":
      return state.farm === "archived" ? { ...state, farm: "live" } : state;
    case "handErase":
      return { ...state, farm: "absent", farmOwner: undefined };
    default:
      return type satisfies never;
  }
}

function arrived(state: NameState, { method, member }: Aftermath & { type: "arrival" }): NameState {
  switch (method) {
    case "POST":
      return state.farm === "absent" ? { ...state, farm: "live", farmOwner: member } : state;
    case "DELETE":
      return state.farm === "live" ? { ...state, farm: "archived" } : state;
    case "PATCH":
      return state.farm === "archived" ? { ...state, farm: "live" } : state;
    default:
      return method satisfies never;
  }
}
