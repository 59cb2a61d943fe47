import { setTimeout as delay } from "node:timers/promises";
import { DatabaseUnavailableError } from "./patiently.ts";

/** With what follows an action's `patience`, its answer stays within the 2 s that it has beyond. */
const SOON_MS = 1_200;
/** While another lookup waits longer than that already. Next may render a page that failed once more. */
const SOONER_MS = 200;

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleOverdue: Set<Promise<unknown>> | undefined;
}

/**
 * For a lookup that waits for no lock and stands before all else of a page or an action: without an answer soon, the
 * database hangs, and so would everything after it.
 * Throws DatabaseUnavailableError then, and whatever the lookup throws.
 */
export async function soon<T>(lookup: Promise<T>): Promise<T> {
  globalThis.memberConsoleOverdue ??= new Set();
  const overdue = globalThis.memberConsoleOverdue;
  const waiting = new AbortController();
  const { signal } = waiting;
  const limit = delay(overdue.size === 0 ? SOON_MS : SOONER_MS, undefined, { signal }).then(() => {
    overdue.add(lookup);
    const ended = () => overdue.delete(lookup);
    lookup.then(ended, ended);
    throw new DatabaseUnavailableError();
  });
  try {
    return await Promise.race([lookup, limit]);
  } finally {
    waiting.abort();
    limit.catch(() => undefined);
  }
}
