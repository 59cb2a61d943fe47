import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { NativeConnection, Worker, type WorkerOptions } from "@temporalio/worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SyncStack, startSyncStack } from "./testing/sync/stack.ts";
import type { ActivitiesOfTomorrow, workflowOfTomorrow } from "./testing/workflow-of-tomorrow.ts";

let stack: SyncStack;
beforeAll(async () => {
  stack = await startSyncStack();
});
afterAll(() => stack?.stop());

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
