import { setTimeout as delay } from "node:timers/promises";

export interface ScheduleCommand {
  /** For the message: "The schedule couldn't be …". */
  name: string;
  send: () => Promise<unknown>;
  /** Whether the effect can be seen. */
  stands: () => Promise<boolean>;
  /** How long it may take. */
  timeoutMs?: number;
}

/** Temporal took a command again and again, and its effect never showed. */
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
 * Throws ScheduleCommandError when it never does, and what Temporal says when it can't be asked.
 */
export async function untilItStands({
  name,
  send,
  stands,
  timeoutMs = COMMAND_TIMEOUT_MS,
}: ScheduleCommand): Promise<void> {
  const givenUpAt = performance.now() + timeoutMs;
  let lostAt = 0;
  while (!(await stands())) {
    const now = performance.now();
    if (now > givenUpAt) {
      throw new ScheduleCommandError(
        `The schedule couldn't be ${name}: Temporal took the command, but it has no effect.`,
      );
    }
    if (now > lostAt) {
      await send();
      lostAt = performance.now() + LOST_AFTER_MS;
    }
    await delay(LOOK_EVERY_MS);
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
