import type { Action, HandMove, Request } from "./actions.ts";

/** Everything that can be seen of a name, in the console and on the farm. People are their numbers. */
export interface NameState {
  /** Who has a wiki of this name. */
  owner: number | undefined;
  /** Who may have one back. */
  archivedOwner: number | undefined;
  /** For whom the name is kept, since the farm may still run what is gone. */
  keptFor: number | undefined;
  farm: "absent" | "live" | "archived";
  /** Whom owner.json names. */
  farmOwner: number | undefined;
}

/** An action that is over, as the console told how it ended. */
export type Event =
  | { action: Request; isDone: boolean }
  | { action: Exclude<Action, Request>; isDone: boolean };

/** What a name may have become by an event; nothing: the event can't have happened to it. */
export function after(state: NameState, { action, isDone }: Event): NameState[] {
  switch (action.type) {
    case "create":
      return isDone ? created(state, action) : [state, ...foundArchived(state, action)];
    case "delete":
      return isDone ? deleted(state, action) : [state];
    case "restore":
      return isDone ? restored(state, action) : [state, ...foundLost(state, action)];
    case "sync":
      // What changed while the farm was being listed waits for the next sync.
      return isDone ? [state, synced(state)] : [state];
    case "visit":
    case "quota":
      return [state];
    default:
      return [moved(state, action)];
  }
}

function created(state: NameState, { member }: Request): NameState[] {
  const { owner, archivedOwner, keptFor, farm, farmOwner } = state;
  const isTaken = owner !== undefined || archivedOwner !== undefined || keptFor !== undefined;
  const isOurs = farm === "absent" || (farm === "live" && farmOwner === member);
  return isTaken || !isOurs ? [] : [{ ...state, owner: member, farm: "live", farmOwner: member }];
}

function deleted(state: NameState, { member }: Request): NameState[] {
  if (state.owner !== member) return [];
  const gone = { ...state, owner: undefined };
  return state.farm === "absent"
    ? [{ ...gone, keptFor: member }]
    : [{ ...gone, farm: "archived", archivedOwner: member }];
}

function restored(state: NameState, { member }: Request): NameState[] {
  const { archivedOwner, owner, farm } = state;
  if (archivedOwner !== member || owner !== undefined || farm === "absent") return [];
  return [{ ...state, owner: member, archivedOwner: undefined, farm: "live" }];
}

/** A create meets its own wiki, which somebody archived before anybody knew of it. */
function foundArchived(state: NameState, { member }: Request): NameState[] {
  const { owner, archivedOwner, farm } = state;
  const isUnknown = owner === undefined && archivedOwner === undefined;
  return isUnknown && farm === "archived" ? [{ ...state, archivedOwner: member }] : [];
}

/** A restore learns that the farm has the wiki no more. */
function foundLost(state: NameState, { member }: Request): NameState[] {
  if (state.archivedOwner !== member || state.farm !== "absent") return [];
  return [{ ...state, archivedOwner: undefined, keptFor: member }];
}

/** What a sync makes of a name that nobody changes meanwhile. */
export function synced(state: NameState): NameState {
  const { owner, archivedOwner, farm, farmOwner } = state;
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
