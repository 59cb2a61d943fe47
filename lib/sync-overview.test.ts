import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { syncHealth } from "./sync-overview.ts";

const server = await databasesForFile();
beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
});
afterAll(() => closeDatabase());

const viewer = { isAdmin: true };
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const health = (createdAt: Date) => syncHealth(viewer, { intervalMs: 60_000, createdAt });

test("hole 48: a sync that never ran is overdue three intervals after it was scheduled", async () => {
  expect(await health(minutesAgo(2))).toMatchObject({ lastGoodAt: null, isOverdue: false });
  expect(await health(minutesAgo(4))).toMatchObject({ lastGoodAt: null, isOverdue: true });

  const run = { workflowId: "w", trigger: "schedule", startedAt: minutesAgo(1) } as const;
  const good = { ...run, success: true };
  await database().syncRun.create({ data: { ...good, runId: "old", endedAt: minutesAgo(4) } });
  await database().syncRun.create({ data: { ...run, runId: "failed", success: false } });
  expect(await health(minutesAgo(60))).toMatchObject({ lastGoodAt: expect.any(Date), isOverdue: true });
  await database().syncRun.create({ data: { ...good, runId: "good" } });
  expect(await health(minutesAgo(4))).toMatchObject({ isOverdue: false });
});
