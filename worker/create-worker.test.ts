import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { bundleWorkflowCode, NativeConnection, Worker, type WorkerOptions } from "@temporalio/worker";
import pino from "pino";
import { expect, test } from "vitest";
import { syncScheduleId } from "#lib/contracts/workflows.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { createActivities } from "./activities/index.ts";
import { syncStackForFile } from "./testing/for-file.ts";
import { untilAllEnded } from "./testing/sync/schedule-rounds.ts";
import type { ActivitiesOfTomorrow, workflowOfTomorrow } from "./testing/workflow-of-tomorrow.ts";

const stack = await syncStackForFile();

async function startOther(options: Omit<WorkerOptions, "connection">): Promise<() => Promise<void>> {
  const { temporalAddress = "", temporalNamespace: namespace } = stack.config;
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const worker = await Worker.create({ connection, namespace, ...options });
  const work = worker.run();
  return async () => {
    worker.shutdown();
    await work;
    await connection.close();
  };
}

test("hole 48: an activity that a worker doesn't know waits ten seconds for a newer worker to take it", async () => {
  const { temporalTaskQueue } = stack.config;
  const stopOld = await stack.startWorker();
  const workflowsPath = join(import.meta.dirname, "testing/workflow-of-tomorrow.ts");
  const stopWorkflows = await startOther({ taskQueue: "tomorrow", workflowsPath });
  const handle = await stack.client.workflow.start<typeof workflowOfTomorrow>("workflowOfTomorrow", {
    taskQueue: "tomorrow",
    workflowId: randomUUID(),
    args: [temporalTaskQueue],
  });
  const pending = async () => (await handle.describe()).raw.pendingActivities?.[0];
  await expect
    .poll(async () => (await pending())?.lastFailure?.message, { timeout: 20_000 })
    .toBe("This worker doesn't know activityOfTomorrow yet.");
  const nextTryAtMs = Number((await pending())?.scheduledTime?.seconds) * 1000;
  expect(nextTryAtMs - Date.now()).toBeGreaterThan(4_000);

  // The deployment goes on: the newer worker is there, and the older one is stopped.
  const activities: ActivitiesOfTomorrow = { activityOfTomorrow: async () => "done" };
  const stopNew = await startOther({ taskQueue: temporalTaskQueue, activities: { ...activities } });
  await stopOld();
  expect(await handle.result()).toBe("done");
  await Promise.all([stopNew(), stopWorkflows()]);
});

test("hole 48: a sync that was changed so that its run doesn't replay: that ends by its timeout, and the next one serves both", async () => {
  const { temporalTaskQueue: taskQueue } = stack.config;
  const workflowsPath = join(import.meta.dirname, "testing/sync-of-tomorrow.ts");
  const workflowBundle = await bundleWorkflowCode({ workflowsPath });
  const manager = new ScheduleManager(stack.client, pino({ level: "silent" }));
  await manager.ensureSyncSchedule({ intervalMs: 3_600_000, defaultUserId: 1, triggerImmediately: false });
  const schedule = stack.client.schedule.getHandle(syncScheduleId);
  await schedule.update((current) => ({
    ...current,
    action: { ...current.action, workflowRunTimeout: "20 seconds" },
  }));

  // Today's worker is stopped in the middle of a listing, and tomorrow's goes on.
  const stopToday = await stack.startWorker();
  const listing = Promise.withResolvers<void>();
  const listed = Promise.withResolvers<void>();
  stack.proxy.disturb(() => {
    listed.resolve();
    return { kind: "cutBefore", after: listing.promise };
  });
  const stuck = await manager.triggerSyncNow();
  await listed.promise;
  const { runId } = await stack.database.operation.findUniqueOrThrow({ where: { id: stuck } });
  const stopped = stopToday();
  listing.resolve();
  await stopped;
  stack.proxy.pass();
  const stopTomorrow = await startOther({
    taskQueue,
    workflowBundle,
    activities: { ...createActivities(stack.dependencies) },
  });

  const run = stack.client.workflow.getHandle(await workflowOf(runId), runId ?? undefined);
  const failures = async () => {
    const { events } = await run.fetchHistory();
    return events?.flatMap(({ workflowTaskFailedEventAttributes: failed }) => failed?.failure?.message ?? []);
  };
  await expect.poll(failures, { timeout: 20_000 }).toContainEqual(expect.stringContaining("TMPRL1100"));
  const status = async () => (await run.describe()).status.name;
  await expect.poll(status, { timeout: 40_000 }).toBe("TIMED_OUT");

  const next = await manager.triggerSyncNow();
  await untilAllEnded(stack);
  expect(await stack.database.operation.findMany({ orderBy: { createdAt: "asc" } })).toMatchObject([
    { id: stuck, state: "done" },
    { id: next, state: "done" },
  ]);
  expect(await stack.database.syncRun.findMany()).toMatchObject([{ success: true }]);
  await stopTomorrow();
}, 120_000);

async function workflowOf(runId: string | null): Promise<string> {
  const { workflowId } = await stack.database.farmListing.findFirstOrThrow({ where: { runId: runId ?? "" } });
  return workflowId;
}
