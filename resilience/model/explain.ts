import { isDeepStrictEqual } from "node:util";
import { after, type Event, type NameState } from "./name-state.ts";

/** Whether some order of the events leads from what was seen before to what is seen now. */
export function isExplained(before: NameState, events: readonly Event[], now: NameState): boolean {
  return reachable(before, events).some((state) => isDeepStrictEqual(state, now));
}

function reachable(state: NameState, events: readonly Event[]): NameState[] {
  if (events.length === 0) return [state];
  return events.flatMap((event, index) =>
    after(state, event).flatMap((next) => reachable(next, events.toSpliced(index, 1))),
  );
}
