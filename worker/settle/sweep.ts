import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import type { Logger } from "#lib/log.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { openSecured } from "./open-secured.ts";
import { probeDue } from "./probe-due.ts";
import { settleStranded } from "./settle-stranded.ts";

const PERIOD_MS = 30_000;

/**
 * Looks after what nobody carries on, at once and then every half a minute, as long as the worker runs; the sync may be
 * switched off. What it returns ends it, after what the sweep is at.
 */
export function startSweeping(dependencies: ActivityDependencies, client: Client): () => Promise<void> {
  const { log } = dependencies;
  const stopping = new AbortController();
  const going = (async () => {
    while (!stopping.signal.aborted) {
      await tried(() => settleStranded({ ...dependencies, client }, stopping.signal), log);
      if (!stopping.signal.aborted) await tried(() => probeDue(dependencies, stopping.signal), log);
      await tried(() => openSecured(dependencies, stopping.signal), log);
      await delay(PERIOD_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await going;
  };
}

/** The database may be away for a while; the next sweep makes up for it. */
async function tried(sweep: () => Promise<void>, log: Logger): Promise<void> {
  try {
    await sweep();
  } catch (error) {
    log.warn({ err: error }, "a sweep failed");
  }
}
