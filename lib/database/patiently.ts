import { setTimeout as delay } from "node:timers/promises";
import { isConnectionError } from "./errors.ts";

/** Of the 30 s that an attempt has, so that three attempts outlast a restart of the database. */
const PATIENCE_MS = 25_000;
const PAUSE_MS = 250;

/** The database couldn't be reached, or didn't answer, for as long as a step waits for it. Retryable. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";

  constructor() {
    super("The console's database can't be reached.");
  }
}

/**
 * Repeats work that the database couldn't be reached for, since a restart takes longer than three attempts with
 * pauses of 1 and 2 s. The work must be safe to repeat: a broken connection doesn't say whether it was committed.
 * Throws DatabaseUnavailableError when patience ends, also in the middle of a try (whose query the client then drops
 * within its own timeout), and the signal's reason.
 */
export async function patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const end = Promise.withResolvers<never>();
  const timer = setTimeout(() => end.reject(new DatabaseUnavailableError()), PATIENCE_MS);
  try {
    while (true) {
      try {
        return await Promise.race([work(), end.promise]);
      } catch (error) {
        if (!isConnectionError(error)) throw error;
      }
      signal?.throwIfAborted();
      await Promise.race([delay(PAUSE_MS), end.promise]);
    }
  } finally {
    clearTimeout(timer);
  }
}
