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
/** For a while after somebody waited in vain. Next may render a page for a command that failed. */
const SHORTEST_WAIT_MS = 500;
const SILENT_FOR_MS = 30_000;

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleScheduleSilentUntil: number | undefined;
}

/**
 * For an administrator who waits for `patience` and a little, so that a short one lets a command through. What Temporal
 * has said nothing about by then may still be done.
 */
export function scheduleManager(): Promise<ScheduleManager> {
  return managerFor(getConfig().patienceMs + 500);
}

/** What Temporal says of the schedule now. */
export async function readSchedule(): Promise<Schedule> {
  const isSilent = performance.now() < (globalThis.memberConsoleScheduleSilentUntil ?? 0);
  const waitMs = isSilent ? SHORTEST_WAIT_MS : Math.min(LONGEST_WAIT_MS, getConfig().patienceMs + 500);
  try {
    const info = await (await managerFor(waitMs)).getSyncScheduleInfo();
    globalThis.memberConsoleScheduleSilentUntil = undefined;
    return info === undefined ? { state: "missing" } : { state: "known", info };
  } catch (error) {
    logger("schedule").warn({ err: error }, "Temporal can't be asked about the schedule");
    // One that is slow isn't silent for ever.
    if (!isSilent) noteSilence();
    return { state: "unreachable" };
  }
}

/** Has pages wait no longer than they must, until Temporal answers one or half a minute is over. */
export function noteSilence(): void {
  globalThis.memberConsoleScheduleSilentUntil = performance.now() + SILENT_FOR_MS;
}

async function managerFor(waitMs: number): Promise<ScheduleManager> {
  return new ScheduleManager(await temporalClient(), logger("schedule"), waitMs);
}
