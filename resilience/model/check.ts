import { isDeepStrictEqual } from "node:util";
import type { Action, Batch } from "./actions.ts";
import { isExplained } from "./explain.ts";
import { type Event, type NameState, synced } from "./name-state.ts";

export interface Seen {
  batch: Batch;
  events: Event[];
  before: NameState[];
  now: NameState[];
  /** What each member might have at most while the batch went on. */
  quotas: number[];
}

/** As many changes as a sync makes unasked, in a console of a dozen wikis. */
const CHANGES_AT_ONCE = 3;

/** Says what can't be, or nothing. */
export function contradiction(seen: Seen): string | undefined {
  return unexplained(seen) ?? quotaPassed(seen) ?? refusedForNothing(seen);
}

/** Each name became what the outcomes, in some order, make of it: nothing is lost, won twice or done by a stranger. */
function unexplained({ events, before, now }: Seen): string | undefined {
  for (const [name, then] of before.entries()) {
    const own = events.filter(({ action }) => !("name" in action) || action.name === name);
    const state = now[name];
    if (state === undefined || !isExplained(then, own, state)) {
      return `name ${name} was ${show(then)} and is ${show(state)} after ${show(own)}`;
    }
  }
  return undefined;
}

/** A create makes nobody own more than they may. */
function quotaPassed({ events, before, now, quotas }: Seen): string | undefined {
  for (const [member, quota] of quotas.entries()) {
    const isCreated = (name: number) =>
      events.some(
        ({ action, isDone }) =>
          isDone && action.type === "create" && action.member === member && action.name === name,
      );
    const owned = now.flatMap(({ owner }, name) => (owner === member ? [name] : []));
    // A sync or restore may have brought others back since.
    const counted = owned.filter((name) => isCreated(name) || before[name]?.owner === member);
    if (owned.some(isCreated) && counted.length > quota) return `member ${member} has ${counted} of ${quota}`;
  }
  return undefined;
}

/** Alone and undisturbed, what may be done is done. */
function refusedForNothing({ batch, events, before, now, quotas }: Seen): string | undefined {
  const [event] = events;
  if (events.length !== 1 || event === undefined || batch.disturbance !== undefined) return undefined;
  if (event.action.type === "sync") return syncedWrongly(event, before, now);
  return mayBeDone(event.action, before, quotas) && !event.isDone ? `${show(event)} was refused` : undefined;
}

function mayBeDone(action: Action, before: NameState[], quotas: number[]): boolean {
  if (action.type !== "create" && action.type !== "delete" && action.type !== "restore") return false;
  const { type, member, name } = action;
  const state = before[name];
  if (state === undefined) return false;
  const quota = quotas[member] ?? 0;
  const hasRoom = before.filter(({ owner }) => owner === member).length < quota;
  const archived = before.filter(({ archivedOwner }) => archivedOwner === member).length;
  const { owner, archivedOwner, keptFor, farm } = state;
  switch (type) {
    case "create": {
      const isFree =
        [owner, archivedOwner, keptFor].every((whose) => whose === undefined) && farm === "absent";
      return isFree && hasRoom && archived < 5 * quota;
    }
    case "delete":
      return owner === member;
    case "restore":
      return archivedOwner === member && owner === undefined && farm !== "absent" && hasRoom;
    default:
      return type satisfies never;
  }
}

/** Nobody changed anything meanwhile, so either all of it was done, or it was too much at once. */
function syncedWrongly({ isDone }: Event, before: NameState[], now: NameState[]): string | undefined {
  const wished = before.map(synced);
  if (isDone)
    return isDeepStrictEqual(now, wished) ? undefined : `the sync left ${show(now)}, not ${show(wished)}`;
  const changes = before.filter((state, name) => !isDeepStrictEqual(state, wished[name])).length;
  return changes > CHANGES_AT_ONCE ? undefined : `the sync of ${changes} changes was refused`;
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
