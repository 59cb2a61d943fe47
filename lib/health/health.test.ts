import { afterAll, beforeAll, expect, test } from "vitest";
import { startProvider, type TestOidc } from "#embedded/testing/oidc.ts";
import { collectMetrics } from "#lib/metrics/collect.ts";
import { formatMetrics } from "#lib/metrics/format.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { type SyncStack, startSyncStack } from "#worker/testing/sync/stack.ts";
import { readiness } from "./readiness.ts";

let oidc: TestOidc;
let stack: SyncStack;
beforeAll(async () => {
  oidc = await startProvider();
  stack = await startSyncStack({ MC_OIDC_ISSUER_URL: oidc.issuerUrl, MC_FEDWIKI_SYNC_ENABLED: "true" });
});
afterAll(async () => {
  await stack?.stop();
  await oidc?.stop();
});

/** Longer than an answer is kept. */
const timeout = 10_000;
const says = async () => {
  const { ready, standings } = await readiness();
  return { ready, ...Object.fromEntries(Object.entries(standings).map(([name, each]) => [name, each.says])) };
};
const metrics = async () => formatMetrics(await collectMetrics());
const allWell = { ready: true, postgres: "ok", temporal: "ok", farm: "ok", provider: "ok" };

test("however often it is asked, the farm is asked once, and never for its listing", async () => {
  await expect.poll(says, { timeout }).toEqual({ ...allWell, worker: "none looks for work" });
  const before = stack.proxy.seen.length;
  await Promise.all(Array.from({ length: 50 }, says));
  expect(stack.proxy.seen.length - before).toBeLessThanOrEqual(1);
  for (const { path } of stack.proxy.seen) expect(path).toBe("/plugin/farmmanager/sites/localhost");
});

test("the metrics tell of a worker, a sync and what was asked for", async () => {
  const manager = new ScheduleManager(stack.client, { info: () => undefined });
  await expect.poll(metrics, { timeout }).toMatch(/^member_console_last_good_sync_age_seconds \+Inf$/m);
  const stopWorker = await stack.startWorker();
  await manager.ensureSyncSchedule({
    intervalMs: 3_600_000,
    defaultUserId: stack.admin.id,
    triggerImmediately: false,
  });
  await manager.triggerSyncNow({ trigger: "command" });
  await expect
    .poll(metrics, { timeout: 30_000 })
    .toMatch(/^member_console_operations_total\{kind="sync",outcome="\w+"\} 1$/m);
  await manager.pauseSyncSchedule("Maintenance window");
  await expect.poll(metrics, { timeout }).toMatch(/^member_console_sync_paused 1$/m);
  await expect.poll(metrics, { timeout }).toMatch(/^member_console_worker_polls 1$/m);
  const lines = [
    /^# TYPE member_console_operations_total counter$/m,
    /^member_console_last_good_sync_age_seconds \d+(\.\d+)?$/m,
    /^member_console_sync_refused_removals 0$/m,
    /^member_console_sync_farm_seconds (?!0$)\d+(\.\d+)?$/m,
    /^member_console_operations_under_way 0$/m,
    /^member_console_oldest_operation_age_seconds 0$/m,
    /^member_console_up\{service="postgres"\} 1$/m,
    /^member_console_farm_latency_seconds (?!0$)\d+(\.\d+)?$/m,
  ];
  // All in one text, though whatever can't be asked in time is left out.
  const missing = async () => {
    const text = await metrics();
    return lines.filter((line) => !line.test(text));
  };
  await expect.poll(missing, { timeout }).toEqual([]);
  await stopWorker();
});

test("a farm that refuses the token, or is none, is named, and takes nobody out of the load balancer", async () => {
  stack.proxy.answer({ status: 403, body: { error: "Admin access required" } });
  await expect.poll(says, { timeout }).toMatchObject({ ready: true, farm: "refuses the console's token" });
  stack.proxy.answer({ status: 200, body: "<html>" });
  await expect.poll(says, { timeout }).toMatchObject({ ready: true, farm: "doesn't answer as a farm" });
  stack.proxy.refuse();
  await expect.poll(says, { timeout }).toMatchObject({ ready: true, farm: "can't be reached" });
  expect(await metrics()).toMatch(/^member_console_up\{service="farm"\} 0$/m);
  expect(await metrics()).not.toContain("farm_latency_seconds");
  stack.proxy.pass();
});

test("a provider that isn't there is named, without its address", async () => {
  await oidc.stop();
  await expect.poll(says, { timeout }).toMatchObject({ ready: true, provider: "can't be reached" });
  expect(JSON.stringify(await says())).not.toMatch(/localhost|127\.0\.0\.1|http/);
});

test("migrate of a newer version takes no running console out of the load balancer; a schema that lacks something does", async () => {
  const { database } = stack;
  const { functionsHash } = await database.console.findUniqueOrThrow({ where: { id: 1 } });
  await database.console.update({ where: { id: 1 }, data: { functionsHash: "of another version" } });
  const newer = { ready: true, postgres: "newer schema" };
  await expect.poll(says, { timeout }).toMatchObject(newer);
  expect(await metrics()).toMatch(/^member_console_up\{service="postgres"\} 1$/m);
  await database.console.update({ where: { id: 1 }, data: { functionsHash } });
  await expect.poll(says, { timeout }).toMatchObject({ ready: true, postgres: "ok" });
  await database.$executeRaw`insert into _prisma_migrations (id, checksum, migration_name, finished_at)
    values ('x', 'x', '2999_later', now())`;
  await expect.poll(says, { timeout }).toMatchObject(newer);
  await database.$executeRaw`delete from _prisma_migrations where migration_name like '%_ledger'`;
  const unknown = { ready: false, postgres: "its schema isn't this version's" };
  await expect.poll(says, { timeout }).toMatchObject(unknown);
});
