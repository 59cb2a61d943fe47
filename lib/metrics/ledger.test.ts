import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { formatMetrics } from "./format.ts";
import { ledgerMetrics } from "./ledger.ts";

const server = await databasesForFile();
beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
});
afterAll(() => closeDatabase());

const lines = async () => formatMetrics(await ledgerMetrics()).split("\n");

test("what a sync refused stands over syncs that fail, until one succeeds", async () => {
  const run = (success: boolean, refused: number) =>
    database().syncRun.create({
      data: {
        runId: randomUUID(),
        workflowId: "sync",
        trigger: "schedule",
        success,
        refused,
        refusedBy: refused > 0 ? "removals" : null,
        startedAt: new Date(),
      },
    });
  const refused = "member_console_sync_refused_removals";
  await run(false, 7);
  expect(await lines()).toContain(`${refused} 7`);
  await run(false, 0);
  expect(await lines()).toContain(`${refused} 7`);
  await run(true, 0);
  expect(await lines()).toContain(`${refused} 0`);
});

test("an unknown outcome is counted once it is known, so that no counter goes back", async () => {
  const unknown = await database().operation.create({
    data: { kind: "create", state: "unknown", outcome: "unknown", deadline: new Date() },
  });
  const total = "member_console_operations_total";
  expect(await lines()).toContain("member_console_operations_unknown 1");
  expect((await lines()).filter((line) => line.startsWith(total))).toEqual([]);
  await database().operation.update({
    where: { id: unknown.id },
    data: { state: "done", outcome: "created" },
  });
  expect(await lines()).toContain("member_console_operations_unknown 0");
  expect(await lines()).toContain(`${total}{kind="create",outcome="created"} 1`);
});
