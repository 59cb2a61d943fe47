import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { NothingToApplyError } from "#lib/schedule/sync-queue.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { lieThroughout } from "../testing/sync/lies.ts";
import { applyRefused, refusedRun } from "../testing/sync/refused.ts";
import { runSync } from "../testing/sync/run-sync.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
let manager: ScheduleManager;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
  manager = new ScheduleManager(stack.client, pino({ level: "silent" }));
  await manager.ensureSyncSchedule({ intervalMs: 3_600_000, defaultUserId: 1, triggerImmediately: false });
  await stack.database.user.update({ where: { id: stack.admin.id }, data: { isAdmin: true } });
});
afterAll(async () => {
  await manager?.deleteSyncSchedule();
  await stopWorker?.();
});
afterEach(async () => {
  await stack.database.site.deleteMany();
});

test("hole 42: an administrator applies what was refused; it is listed anew and stands in the audit trail", async () => {
  const { all, runId } = await refusedRun(stack, 20, 5);
  // One is back, and another one is missing now.
  const [back] = all.slice(-5);
  lieThroughout(stack, [...all.slice(0, -6), ...(back === undefined ? [] : [back])]);
  expect(await applyRefused(stack, manager, runId)).toMatchObject({
    success: true,
    sitesRemoved: 4,
    appliesRunId: runId,
    trigger: "button",
  });
  expect(await stack.database.site.count()).toBe(16);
  const events = await stack.database.auditEvent.findMany({ where: { runId, action: "apply-refused" } });
  expect(events).toMatchObject([{ actorId: stack.admin.id, outcome: "asked" }]);
  // What it left alone is the next sync's.
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 1 });
});

test("hole 42: the volume is back before the click: nothing is removed", async () => {
  const { all, runId } = await refusedRun(stack, 20, 8);
  lieThroughout(stack, all);
  expect(await applyRefused(stack, manager, runId)).toMatchObject({
    success: true,
    sitesRemoved: 0,
    appliesRunId: runId,
  });
  expect(await stack.database.site.count()).toBe(20);
});

test("only an administrator applies refused removals, and only those of a run that has some", async () => {
  const member = await stack.addUser("member");
  const { runId } = await refusedRun(stack, 20, 5);
  const asked = (userId: number, appliesRunId: string) =>
    manager.triggerSyncNow({ trigger: "button", userId, appliesRunId });
  await expect(asked(member.id, runId)).rejects.toThrow(NothingToApplyError);
  await expect(asked(stack.admin.id, "no such run")).rejects.toThrow(NothingToApplyError);
  expect(await stack.database.site.count()).toBe(20);
});
