import { setTimeout as delay } from "node:timers/promises";
import { DatabaseUnavailableError } from "./patiently.ts";

/** With what follows an action's `patience`, its answer stays within the 2 s that it has beyond. */
const SOON_MS = 1_500;
/** While nothing was answered since a lookup that waits longer already. Next may render a page that failed once more. */
const SOONER_MS = 200;

declare global {
  // On globalThis, since Next bundles modules more than once.
  /** When the oldest lookup that is overdue was begun, unless one was answered since; by `performance.now`. */
  var memberConsoleSilentSince: number | undefined;
}

/**
 * For a lookup that waits for no lock and stands before all else of a page or an action: without an answer soon, the
 * database hangs, and so would everything after it.
 * Throws DatabaseUnavailableError then, and whatever the lookup throws.
 */
export async function soon<T>(lookup: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const waiting = new AbortController();
  const { signal } = waiting;
  const limitMs = globalThis.memberConsoleSilentSince === undefined ? SOON_MS : SOONER_MS;
  const limit = delay(limitMs, undefined, { signal }).then(() => {
    globalThis.memberConsoleSilentSince ??= startedAt;
    throw new DatabaseUnavailableError();
  });
  lookup.then(noteAnswer, noteAnswer);
  try {
    return await Promise.race([lookup, limit]);
  } finally {
    waiting.abort();
    limit.catch(() => undefined);
  }
}

/** A failure is an answer too: then there is nothing to wait for. */
function noteAnswer(): void {
  globalThis.memberConsoleSilentSince = undefined;
}
