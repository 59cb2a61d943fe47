import { setTimeout as delay } from "node:timers/promises";
import type { GuardedProcess } from "./guarded.ts";
import { StartError } from "./start-error.ts";

export type ReadinessOptions = {
  /** Says whether it is ready; throwing counts as "not yet", and the last error stands in the message. */
  ready: () => Promise<boolean>;
  timeoutMs: number;
  /** How long to wait between two tries, in milliseconds. */
  intervalMs?: number;
  /** Where its log lies, for the message. */
  logFile?: string;
};

/**
 * Waits until a child says that it is ready.
 * Throws a StartError at once when it has ended, with what it complained of, and when its time is over.
 */
export async function waitUntilReady(child: GuardedProcess, options: ReadinessOptions): Promise<void> {
  const where = options.logFile === undefined ? "" : ` (log: ${options.logFile})`;
  const polling = new AbortController();
  const failure = child.exited.then(({ code, signal }) => {
    throw new StartError(`${child.name} ended with ${signal ?? code}: ${child.lastComplaint()}${where}`);
  });
  try {
    await Promise.race([failure, poll(options, child.name, where, polling.signal)]);
  } finally {
    polling.abort();
  }
}

async function poll(
  options: ReadinessOptions,
  name: string,
  where: string,
  stopped: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  let reason = "";
  while (!stopped.aborted) {
    try {
      if (await options.ready()) return;
    } catch (error) {
      reason = `: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (performance.now() > deadline) {
      throw new StartError(`${name} wasn't ready within ${options.timeoutMs / 1000} s${reason}${where}`);
    }
    await delay(options.intervalMs ?? 25);
  }
}
