import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
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
test("hole 42: 2,000 missing of 10,000 are asked for one by one and removed; 2,001 wait for an administrator", async () => {
  const { all, runId } = await refusedRun(stack, 10_000, 2_001);
  stack.proxy.seen.length = 0;
  expect(await applyRefused(stack, manager, runId)).toMatchObject({ success: true, sitesRemoved: 2_001 });
  const asked = new Set(stack.proxy.seen.map(({ path }) => path));
  expect(all.slice(-2_001).every(({ name }) => asked.has(`/plugin/farmmanager/sites/${name}`))).toBe(true);
  await stack.database.site.deleteMany();
  lieThroughout(stack, all);
  await runSync(stack);
  lieThroughout(stack, all.slice(0, -2_000));
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 2_000 });
}, 300_000);
