import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { pauseAndTrigger, twoAtOnce } from "#worker/testing/sync/schedule-rounds.ts";
import { ScheduleManager } from "./schedule-manager.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
let manager: ScheduleManager;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
  manager = new ScheduleManager(stack.client, pino({ level: "silent" }));
  await manager.ensureSyncSchedule({ intervalMs: 3_600_000, defaultUserId: 1, triggerImmediately: false });
});
afterAll(async () => {
  await manager?.deleteSyncSchedule();
  await stopWorker?.();
});
afterEach(() => stack.database.operation.deleteMany());

test("hole 49: 60 times pause, then trigger, unpause, then trigger: the state stands and each trigger ran", async () => {
  await pauseAndTrigger(stack, manager, 60);
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: false, note: "resume 60" });
}, 600_000);

test("hole 49: 60 times two administrators at once, from two processes: the state stands and both triggers ran", async () => {
  await twoAtOnce(stack, manager, 60);
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: false, note: "resume 60" });
}, 600_000);
