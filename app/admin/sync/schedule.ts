import { getConfig } from "#lib/config.ts";
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
const LONGEST_WAIT_MS = 8_000;

/** For an administrator who waits for `patience`. What Temporal has said nothing about by then may still be done. */
export function scheduleManager(): Promise<ScheduleManager> {
  return managerFor(getConfig().patienceMs);
}

/** What Temporal says of the schedule now. */
export async function readSchedule(): Promise<Schedule> {
  try {
    const manager = await managerFor(Math.min(LONGEST_WAIT_MS, getConfig().patienceMs + 1_000));
    const info = await manager.getSyncScheduleInfo();
    return info === undefined ? { state: "missing" } : { state: "known", info };
  } catch (error) {
    logger("schedule").warn({ err: error }, "Temporal can't be asked about the schedule");
    return { state: "unreachable" };
  }
}

async function managerFor(waitMs: number): Promise<ScheduleManager> {
  return new ScheduleManager(await temporalClient(), logger("schedule"), waitMs);
}
