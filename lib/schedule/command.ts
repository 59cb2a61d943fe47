import { setTimeout as delay } from "node:timers/promises";
import { isUnreachable } from "#lib/temporal/unreachable.ts";

export interface ScheduleCommand {
  /** For the message: "The schedule couldn't be …". */
  name: string;
  send: () => Promise<unknown>;
  /** Whether the effect can be seen. */
  stands: () => Promise<boolean>;
  /** How long it may take. */
  timeoutMs?: number;
}

/** Temporal took a command, and its effect didn't show before the wait ended; `cause` is what else ended the wait. */
export class ScheduleCommandError extends Error {
  override name = "ScheduleCommandError";
}

/** Commands are for people who wait: as long as an answer may take, with what Temporal needs for it. */
export const COMMAND_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 50;
/** A command whose effect doesn't show by then was overwritten by another one before the scheduler woke up. */
const LOST_AFTER_MS = 1_000;

/**
 * Sends a command until its effect stands. Temporal's scheduler keeps one pending change: a second one before its
 * next wake-up overwrites the first, though both calls were answered well.
 * Throws ScheduleCommandError when it never does, also when the call's deadline ends the wait, and what Temporal says
 * when it can't be asked before it took the command.
 */
export async function untilItStands({
  name,
  send,
  stands,
  timeoutMs = COMMAND_TIMEOUT_MS,
}: ScheduleCommand): Promise<void> {
  const givenUpAt = performance.now() + timeoutMs;
  const message = `The schedule couldn't be ${name}: Temporal took the command, but its effect doesn't show.`;
  let lostAt = 0;
  try {
    while (!(await stands())) {
      const now = performance.now();
      if (now > givenUpAt) throw new ScheduleCommandError(message);
      if (now > lostAt) {
        await send();
        lostAt = performance.now() + LOST_AFTER_MS;
      }
      await delay(LOOK_EVERY_MS);
    }
  } catch (error) {
    if (lostAt > 0 && isUnreachable(error)) throw new ScheduleCommandError(message, { cause: error });
    throw error;
  }
}

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleScheduleCommands: Promise<unknown> | undefined;
}

/** Runs this process's commands one after the other, in the order in which they were asked for. */
export function inTurn<T>(command: () => Promise<T>): Promise<T> {
  const result = (globalThis.memberConsoleScheduleCommands ?? Promise.resolve()).then(command);
  globalThis.memberConsoleScheduleCommands = result.catch(() => undefined);
  return result;
}
