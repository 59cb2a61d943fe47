import { setTimeout as delay } from "node:timers/promises";
import { DatabaseUnavailableError } from "./patiently.ts";

/** With what follows an action's `patience`, its answer stays within the 2 s that it has beyond. */
const SOON_MS = 1_500;

/**
 * For a lookup that waits for no lock and stands before all else of a page or an action: without an answer soon, the
 * database hangs, and so would everything after it.
 * Throws DatabaseUnavailableError then, and whatever the lookup throws.
 */
export async function soon<T>(lookup: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const limit = delay(SOON_MS, undefined, { signal: waiting.signal }).then(() => {
    throw new DatabaseUnavailableError();
  });
  try {
    return await Promise.race([lookup, limit]);
  } finally {
    waiting.abort();
    limit.catch(() => undefined);
  }
}
