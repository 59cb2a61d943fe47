import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { syncScheduleId } from "#lib/contracts/workflows.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { type BarredClient, barredClient } from "#worker/testing/sync/barrier.ts";
import { elsewhere } from "#worker/testing/sync/schedule-rounds.ts";

const stack = await syncStackForFile();
const logger = pino({ level: "silent" });
const manager = new ScheduleManager(stack.client, logger);
let barred: BarredClient | undefined;
afterEach(async () => {
  await barred?.close();
  await manager.deleteSyncSchedule();
});

const timeout = 15_000;
const hour = 3_600_000;
const declared = { intervalMs: hour, defaultUserId: 1, triggerImmediately: false };

test("hole 15: ten starts that all find no schedule, and create it at the same moment, declare one", async () => {
  barred = await barredClient(stack, "CreateSchedule");
  const other = new ScheduleManager(barred.client, logger);
  const starts = Array.from({ length: 10 }, () => elsewhere(() => other.ensureSyncSchedule(declared)));
  const ended = Promise.all(starts);
  await expect.poll(barred.waiting, { timeout }).toBe(10);
  barred.open();
  await ended;
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: false, intervalMs: hour });
});

test("hole 15: a start that read the schedule before a pause, and writes it afterwards, keeps the pause", async () => {
  await manager.ensureSyncSchedule(declared);
  barred = await barredClient(stack, "UpdateSchedule");
  const other = new ScheduleManager(barred.client, logger);
  const start = elsewhere(() => other.ensureSyncSchedule({ ...declared, intervalMs: 2 * hour }));
  await expect.poll(barred.waiting, { timeout }).toBe(1);
  await elsewhere(() => manager.pauseSyncSchedule("Stop"));
  barred.open();
  await start;
  expect(await manager.getSyncScheduleInfo()).toMatchObject({
    paused: true,
    note: "Stop",
    intervalMs: 2 * hour,
  });
});

test("hole 16: two triggers that were on their way when a run began start none beside it", async () => {
  await manager.ensureSyncSchedule(declared);
  barred = await barredClient(stack, "PatchSchedule");
  const other = new ScheduleManager(barred.client, logger);
  const late = [1, 2].map(() => elsewhere(() => other.triggerSyncNow()));
  await expect.poll(barred.waiting, { timeout }).toBe(2);
  // No worker: it goes on.
  await elsewhere(() => manager.triggerSyncNow());
  barred.open();
  await Promise.all(late);
  const handle = stack.client.schedule.getHandle(syncScheduleId);
  const skipped = async () => (await handle.describe()).info.numActionsSkippedOverlap;
  await expect.poll(skipped, { timeout }).toBeGreaterThanOrEqual(1);
  const { info } = await handle.describe();
  expect(info.numActionsTaken).toBe(1);
});
