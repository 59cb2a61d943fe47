import type { SearchParams } from "#app/stale-form.ts";
import type { Schedule } from "./schedule.ts";

/** Said after the redirect from a form, and only while it is so: another administrator may have been here since. */
export function doneText(
  done: SearchParams[string],
  schedule: Schedule,
  keptNames: number,
): string | undefined {
  if (done === "restarted" && keptNames === 0) return "The kept names are free again.";
  if (done === "continued") return "That console's wikis count as this one's: a sync takes them over.";
  if (done === "lifted") return "The hold was lifted.";
  if (schedule.state !== "known") return undefined;
  if (done === "pause" && schedule.info.paused)
    return "The sync is paused. It runs only when somebody asks for it.";
  if (done === "resume" && !schedule.info.paused) return "The sync is active again.";
  return undefined;
}
