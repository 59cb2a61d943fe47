import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import {
  elsewhere,
  pauseAndTrigger,
  twoAtOnce,
  untilAllEnded,
} from "#worker/testing/sync/schedule-rounds.ts";
import { syncScheduleId } from "./contracts/workflows.ts";
import { applySyncConfiguration, OFF_BY_CONFIGURATION } from "./schedule/apply-configuration.ts";
import { ScheduleManager, SyncScheduleMissingError } from "./schedule-manager.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
let manager: ScheduleManager;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
  manager = new ScheduleManager(stack.client, pino({ level: "silent" }));
});
afterAll(() => stopWorker?.());
afterEach(async () => {
  stack.proxy.pass();
  await untilAllEnded(stack);
  await manager.deleteSyncSchedule();
  await stack.database.operation.deleteMany();
  await stack.database.syncRun.deleteMany();
});

const hour = 3_600_000;
const declared = () => ({
  intervalMs: hour,
  defaultUserId: 1,
  triggerImmediately: false,
});

const syncs = () => stack.database.operation.findMany({ orderBy: { createdAt: "asc" } });

test("seed, ScheduleManager: ensure creates the schedule, and brings the one that is there in line", async () => {
  await manager.ensureSyncSchedule({ ...declared(), intervalMs: hour + 500 });
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ intervalMs: hour + 500 });
  await manager.ensureSyncSchedule(declared());
  expect(await manager.getSyncScheduleInfo()).toMatchObject({
    paused: false,
    intervalMs: hour,
    running: false,
  });
  await manager.ensureSyncSchedule({ ...declared(), intervalMs: hour / 2, defaultUserId: 7 });
  const { action, policies, spec } = await stack.client.schedule.getHandle(syncScheduleId).describe();
  expect(spec.intervals).toMatchObject([{ every: hour / 2 }]);
  expect(action).toMatchObject({ workflowType: "syncFedWikiSitesWorkflow", args: [{ defaultUserId: 7 }] });
  expect(policies).toMatchObject({ overlap: "SKIP", catchupWindow: 60_000 });
});

test("hole 15: ten concurrent ensureSyncSchedule on a paused schedule: one schedule, still paused with its note", async () => {
  await manager.ensureSyncSchedule(declared());
  await manager.pauseSyncSchedule("Maintenance window");
  const changed = { ...declared(), intervalMs: 2 * hour };
  await Promise.all(Array.from({ length: 10 }, () => elsewhere(() => manager.ensureSyncSchedule(changed))));
  expect(await manager.getSyncScheduleInfo()).toMatchObject({
    paused: true,
    note: "Maintenance window",
    intervalMs: 2 * hour,
    nextRunAt: undefined,
  });
});

test("hole 15: a pause at the same moment as ten starts with a new interval isn't lost", async () => {
  await manager.ensureSyncSchedule(declared());
  const changed = { ...declared(), intervalMs: 3 * hour };
  const starts = Array.from({ length: 10 }, () => elsewhere(() => manager.ensureSyncSchedule(changed)));
  await Promise.all([...starts, elsewhere(() => manager.pauseSyncSchedule("Stop"))]);
  expect(await manager.getSyncScheduleInfo()).toMatchObject({
    paused: true,
    note: "Stop",
    intervalMs: 3 * hour,
  });
});

test("hole 49: eight times pause, then trigger, unpause, then trigger: the state stands and each trigger ran", async () => {
  await manager.ensureSyncSchedule(declared());
  await pauseAndTrigger(stack, manager, 8);
});

test("hole 49: two administrators at once, from two processes: one of their states stands and both triggers ran", async () => {
  await manager.ensureSyncSchedule(declared());
  await twoAtOnce(stack, manager, 4);
});

test("hole 48: the sync alone may run an hour and no longer, also by a schedule that an older console declared", async () => {
  await manager.ensureSyncSchedule(declared());
  const handle = stack.client.schedule.getHandle(syncScheduleId);
  const runTimeout = async () => {
    const { action } = await handle.describe();
    return { run: action.workflowRunTimeout, execution: action.workflowExecutionTimeout };
  };
  expect(await runTimeout()).toEqual({ run: hour, execution: undefined });
  await handle.update((current) => {
    const { workflowRunTimeout: _, ...action } = current.action;
    return { ...current, action };
  });
  await expect.poll(runTimeout, { timeout: 15_000 }).toEqual({ run: undefined, execution: undefined });
  await manager.ensureSyncSchedule(declared());
  expect(await runTimeout()).toEqual({ run: hour, execution: undefined });
});

test("hole 48: a run that its timeout ends, as one whose code doesn't replay, blocks nothing: the next one serves both", async () => {
  await manager.ensureSyncSchedule(declared());
  await stack.client.schedule
    .getHandle(syncScheduleId)
    .update((current) => ({ ...current, action: { ...current.action, workflowRunTimeout: "2 seconds" } }));
  const barrier = Promise.withResolvers<void>();
  stack.proxy.disturb(() => ({ kind: "holdBefore", until: barrier.promise }));
  const stuck = await manager.triggerSyncNow();
  const running = async () => (await manager.getSyncScheduleInfo())?.running;
  await expect.poll(running, { timeout: 10_000 }).toBe(false);
  stack.proxy.pass();
  // The next run has as long as it needs.
  await manager.ensureSyncSchedule(declared());
  const next = await manager.triggerSyncNow();
  await untilAllEnded(stack);
  barrier.resolve();
  expect(await syncs()).toMatchObject([
    { id: stuck, state: "done" },
    { id: next, state: "done" },
  ]);
  expect(await stack.database.syncRun.findMany()).toMatchObject([{ success: true }]);
});

test("hole 16: triggered twice during a run, one more follows it and serves both", async () => {
  await manager.ensureSyncSchedule(declared());
  const barrier = Promise.withResolvers<void>();
  stack.proxy.disturb(() => ({ kind: "holdBefore", until: barrier.promise }));
  stack.proxy.seen.length = 0;
  await manager.triggerSyncNow({ trigger: "button", userId: 1 });
  await expect.poll(() => stack.proxy.seen.length, { timeout: 10_000 }).toBe(1);
  await manager.triggerSyncNow({ trigger: "button", userId: 1 });
  await manager.triggerSyncNow({ trigger: "command" });
  barrier.resolve();
  await untilAllEnded(stack);
  const [first, second, third] = await syncs();
  expect(second?.runId).toBe(third?.runId);
  expect(first?.runId).not.toBe(second?.runId);
  const runs = await stack.database.syncRun.findMany({ orderBy: { id: "asc" } });
  expect(runs).toMatchObject([{ runId: first?.runId }, { runId: second?.runId, trigger: "button" }]);
});

test("seed, trigger-immediately: five workers that start together run one sync", async () => {
  const config = { ...stack.config, fedwikiSyncEnabled: true, fedwikiSyncDefaultUserId: 1 };
  const start = () =>
    elsewhere(() => applySyncConfiguration(manager, { ...config, fedwikiSyncTriggerImmediately: true }));
  await Promise.all(Array.from({ length: 5 }, start));
  await untilAllEnded(stack);
  expect(await syncs()).toMatchObject([{ trigger: "start", state: "done" }]);
  expect(await stack.database.syncRun.findMany()).toMatchObject([{ trigger: "start", success: true }]);
});

test("fedwiki-sync-enabled: false pauses what an earlier start declared, true resumes it; an operator's pause stays", async () => {
  const on = { ...stack.config, fedwikiSyncEnabled: true, fedwikiSyncDefaultUserId: 1 };
  const off = { ...stack.config, fedwikiSyncEnabled: false };
  await applySyncConfiguration(manager, off);
  expect(await manager.getSyncScheduleInfo()).toBeUndefined();
  await applySyncConfiguration(manager, on);
  await applySyncConfiguration(manager, off);
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: true, note: OFF_BY_CONFIGURATION });
  await applySyncConfiguration(manager, on);
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: false });
  await manager.pauseSyncSchedule("Mine");
  await applySyncConfiguration(manager, off);
  await applySyncConfiguration(manager, on);
  expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: true, note: "Mine" });
});

test("without a schedule there is nothing to pause, resume or trigger, and deleting it twice is harmless", async () => {
  await manager.ensureSyncSchedule(declared());
  await manager.deleteSyncSchedule();
  await manager.deleteSyncSchedule();
  await expect(manager.pauseSyncSchedule("x")).rejects.toThrow(SyncScheduleMissingError);
  await expect(manager.triggerSyncNow()).rejects.toThrow(SyncScheduleMissingError);
  expect(await syncs()).toEqual([]);
});
