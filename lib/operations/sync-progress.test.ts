import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { holdAnswer, isListing } from "#worker/testing/sync/hold.ts";
import { readProgress } from "./progress.ts";

const stack = await syncStackForFile();
let manager: ScheduleManager;
beforeAll(async () => {
  manager = new ScheduleManager(stack.client, pino({ level: "silent" }));
  await manager.ensureSyncSchedule({
    intervalMs: 3_600_000,
    defaultUserId: 1,
    triggerImmediately: false,
  });
});

const progress = async (id: string) =>
  readProgress(await stack.database.operation.findUniqueOrThrow({ where: { id } }));

test("a sync can be followed: waiting for a worker, at work, queued behind another, and ended", async () => {
  const first = await manager.triggerSyncNow({ trigger: "button", userId: 1 });
  await expect.poll(() => progress(first), { timeout: 20_000 }).toEqual({ state: "waitingForWorker" });

  const listing = holdAnswer(stack, isListing);
  const stopWorker = await stack.startWorker();
  await listing.reached();
  const step = { step: "Listing the farm's wikis", attempt: 1, maximumAttempts: 8 };
  await expect.poll(() => progress(first), { timeout: 5_000 }).toEqual({ state: "working", ...step });

  const second = await manager.triggerSyncNow({ trigger: "button", userId: 1 });
  expect(await progress(second)).toEqual({ state: "queued" });
  listing.release();
  for (const id of [first, second]) {
    await expect.poll(() => progress(id), { timeout: 10_000 }).toEqual({ state: "ended" });
  }
  expect(await stack.database.operation.findMany({ select: { state: true, message: true } })).toEqual([
    { state: "done", message: "Sites on the farm: 1. Added: 0. Removed: 0." },
    { state: "done", message: "Sites on the farm: 1. Added: 0. Removed: 0." },
  ]);
  await stopWorker();
});
