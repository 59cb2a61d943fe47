import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { NativeConnection, Worker, type WorkerOptions } from "@temporalio/worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeleteFedWikiSiteWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import { unknownActivity } from "./activities/unknown-activity.ts";
import { type SyncStack, startSyncStack } from "./testing/sync/stack.ts";
import { freshDomain, SUPPORT_URL } from "./testing/world.ts";

let stack: SyncStack;
beforeAll(async () => {
  stack = await startSyncStack();
});
afterAll(() => stack?.stop());

async function startWorker(
  options: Pick<WorkerOptions, "workflowsPath" | "activities">,
): Promise<() => Promise<void>> {
  const { temporalAddress = "", temporalTaskQueue: taskQueue } = stack.config;
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const worker = await Worker.create({ connection, taskQueue, ...options });
  const work = worker.run();
  return async () => {
    worker.shutdown();
    await work;
    await connection.close();
  };
}

test("hole 48: an activity that an older worker doesn't know waits ten seconds for a newer one to take it", async () => {
  // A release in which this activity didn't exist yet, beside one that knows the workflow.
  const stopOld = await startWorker({ activities: { default: unknownActivity } });
  const stopOther = await startWorker({ workflowsPath: join(import.meta.dirname, "workflows/index.ts") });
  const alice = await stack.addUser("alice");
  const handle = await stack.client.workflow.start<DeleteFedWikiSiteWorkflow>(workflowNames.delete, {
    taskQueue: stack.config.temporalTaskQueue,
    workflowId: randomUUID(),
    args: [{ userId: alice.id, domain: freshDomain(), supportUrl: SUPPORT_URL }],
  });
  const pending = async () => (await handle.describe()).raw.pendingActivities?.[0];
  await expect
    .poll(async () => (await pending())?.lastFailure?.message, { timeout: 20_000 })
    .toBe("This worker doesn't know deleteFedWikiSiteActivity yet.");
  const nextTryAtMs = Number((await pending())?.scheduledTime?.seconds) * 1000;
  expect(nextTryAtMs - Date.now()).toBeGreaterThan(4_000);
  await Promise.all([stopOld(), stopOther()]);

  const stopNew = await stack.startWorker();
  expect(await handle.result()).toMatchObject({
    success: false,
    errorMessage: expect.stringContaining("no such wiki"),
  });
  await stopNew();
});
