import { isDeepStrictEqual } from "node:util";
import type { Action, Batch, Request } from "./actions.ts";
import { isExplained } from "./explain.ts";
import { brokenPromise } from "./invariants.ts";
import { type Event, isKnown, type NameState, synced } from "./name-state.ts";

export interface Seen {
  batch: Batch;
  events: Event[];
  before: NameState[];
  now: NameState[];
  /** Names that earlier operations may still reach, by the ledger, before the batch. */
  quiet: boolean[];
  /** What each member might have at most while the batch went on. */
  quotas: number[];
}

/** As many changes as a sync makes unasked, in a console of a dozen wikis. */
const CHANGES_AT_ONCE = 3;

/** Says what can't be, or nothing. */
export function contradiction(seen: Seen): string | undefined {
  return brokenPromise(seen) ?? unexplained(seen) ?? refusedForNothing(seen);
}

/** Each name became what the outcomes, in some order, make of it: nothing is lost, won twice or done by a stranger. */
export function unexplained({ events, before, now }: Pick<Seen, "events" | "before" | "now">) {
  for (const [name, then] of before.entries()) {
    const own = events.filter(({ action }) => !("name" in action) || action.name === name);
    const isInDoubt = then.doubt !== undefined || own.some(({ outcome }) => outcome === "unknown");
    const settling: Event[] = isInDoubt
      ? [{ action: { type: "settle", isFinal: false }, outcome: "done" }]
      : [];
    const state = now[name];
    if (state === undefined || !isExplained(then, [...own, ...settling], state)) {
      return `name ${name} was ${show(then)} and is ${show(state)} after ${show(own)}`;
    }
  }
  return undefined;
}

/** Alone and undisturbed, what may be done is done. */
function refusedForNothing(seen: Seen): string | undefined {
  const { batch, events, before, quiet } = seen;
  const [event] = events;
  if (events.length !== 1 || event === undefined || batch.disturbance !== undefined) return undefined;
  const { action, outcome } = event;
  const isRestless = (name: number) => quiet[name] || before[name]?.doubt !== undefined;
  if ("name" in action ? isRestless(action.name) : before.some((_, name) => isRestless(name)))
    return undefined;
  switch (action.type) {
    case "sync":
      return syncedWrongly(event, seen);
    case "preview":
      return foretoldWrongly(event, before);
    case "settle":
    case "arrival":
      return undefined;
    default:
      return mayBeDone(action, seen) && outcome !== "done" ? `${show(event)} was refused` : undefined;
  }
}

function mayBeDone(action: Action, { before, quotas }: Seen): boolean {
  const state = "name" in action ? before[action.name] : undefined;
  if (state === undefined) return false;
  switch (action.type) {
    case "hold":
      return isKnown(state);
    case "lift":
      return state.isOnHold;
    case "create":
    case "delete":
    case "restore":
      return !state.isOnHold && mayHave(action, state, before, quotas[action.member] ?? 0);
    default:
      return false;
  }
}

function mayHave({ type, member }: Request, state: NameState, all: NameState[], quota: number): boolean {
  const hasRoom = all.filter(({ owner }) => owner === member).length < quota;
  const archived = all.filter(({ archivedOwner }) => archivedOwner === member).length;
  switch (type) {
    case "create":
      return !isKnown(state) && state.farm === "absent" && hasRoom && archived < 5 * quota;
    case "delete":
      return state.owner === member;
    case "restore":
      return (
        state.archivedOwner === member && state.owner === undefined && state.farm !== "absent" && hasRoom
      );
    default:
      return type satisfies never;
  }
}

/** Nobody changed anything meanwhile, so either all of it was done, or it was too much at once. */
function syncedWrongly({ outcome }: Event, { before, now }: Seen): string | undefined {
  const wished = before.map(synced);
  if (outcome === "done")
    return isDeepStrictEqual(now, wished) ? undefined : `the sync left ${show(now)}, not ${show(wished)}`;
  const changes = changing(before).length;
  return changes > CHANGES_AT_ONCE ? undefined : `the sync of ${changes} changes was refused`;
}

/** A preview says what a sync would do. */
function foretoldWrongly({ foretold }: Event, before: NameState[]): string | undefined {
  const changes = changing(before);
  const isRight =
    foretold === "refused" ? changes.length > CHANGES_AT_ONCE : isDeepStrictEqual(foretold, changes);
  return isRight ? undefined : `the preview foretold ${show(foretold)}, not ${show(changes)}`;
}

function changing(states: NameState[]): number[] {
  return states.flatMap((state, name) => (isDeepStrictEqual(state, synced(state)) ? [] : [name]));
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
