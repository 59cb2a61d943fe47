import { setTimeout as delay } from "node:timers/promises";
import { logger } from "#lib/log.ts";
import type { SyncScheduleInfo } from "#lib/schedule/info.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { temporalClient } from "#lib/temporal/client.ts";

/** `missing`: no worker has declared it; `unreachable`: Temporal can't be asked now. */
export type Schedule = { state: "known"; info: SyncScheduleInfo } | { state: "missing" | "unreachable" };

/**
 * As long as a page may wait for something that isn't all of it: Temporal takes five seconds for a question that its
 * scheduler's worker has lost, and asks for patience with others until then (lib/temporal/retries.ts).
 */
const PAGE_PATIENCE_MS = 8_000;

export async function scheduleManager(): Promise<ScheduleManager> {
  return new ScheduleManager(await temporalClient(), logger("schedule"));
}

/** What Temporal says of the schedule now. */
export async function readSchedule(): Promise<Schedule> {
  const manager = await scheduleManager();
  const asked = manager.getSyncScheduleInfo().then(
    (info): Schedule => (info === undefined ? { state: "missing" } : { state: "known", info }),
    (error: unknown): Schedule => {
      logger("schedule").warn({ err: error }, "Temporal can't be asked about the schedule");
      return { state: "unreachable" };
    },
  );
  const waited = delay<Schedule>(PAGE_PATIENCE_MS, { state: "unreachable" }, { ref: false });
  return Promise.race([asked, waited]);
}
