import { logger } from "#lib/log.ts";
import { ScheduleCommandError } from "#lib/schedule/command.ts";
import { NothingToApplyError } from "#lib/schedule/sync-queue.ts";
import { SyncScheduleMissingError } from "#lib/schedule-manager.ts";
import { isUnreachable } from "#lib/temporal/unreachable.ts";
import { noteSilence } from "./schedule.ts";

/** What stood in the way of a command, for the administrator who pressed the button. */
export function scheduleRefusal(error: unknown): string {
  if (error instanceof NothingToApplyError) return error.message;
  logger("schedule").error({ err: error }, "a command of an administrator failed");
  if (isUnreachable(error instanceof ScheduleCommandError ? error.cause : error)) noteSilence();
  if (error instanceof SyncScheduleMissingError) return error.message;
  if (error instanceof ScheduleCommandError)
    return `${error.message} Look at the sync's state and try again.`;
  return "Temporal, which runs the sync, didn't answer. Look at the sync's state in a minute, then try again.";
}
