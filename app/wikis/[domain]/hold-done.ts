import type { SearchParams } from "#app/stale-form.ts";
import type { WikiHold } from "#lib/sites/hold.ts";

/** Said after the redirect from a hold's page, and only while it is so. */
export function doneWithHold(done: SearchParams[string], hold: WikiHold | null): string | undefined {
  if (done === "held" && hold !== null) return "The wiki is on hold.";
  if (done === "lifted" && hold === null) return "The hold is lifted.";
  return undefined;
}
