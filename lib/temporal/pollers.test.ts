import { expect, onTestFinished, test } from "vitest";
import { startSyncStack } from "#worker/testing/sync/stack.ts";
import { hasRecentPoller, isPolledBy } from "./pollers.ts";

test("a worker that was there before isn't taken for the one that is awaited", async () => {
  const stack = await startSyncStack();
  onTestFinished(() => stack.stop());
  const { client, config } = stack;
  const queue = config.temporalTaskQueue;
  expect(await hasRecentPoller(client, queue)).toBe(false);

  const stopWorker = await stack.startWorker();
  await expect.poll(() => isPolledBy(client, queue, process.pid), { timeout: 10_000 }).toBe(true);
  await stopWorker();
  expect(await hasRecentPoller(client, queue)).toBe(true);
  expect(await isPolledBy(client, queue, process.pid + 1)).toBe(false);
}, 60_000);
