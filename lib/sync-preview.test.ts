import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { previewGroups } from "./sync-preview.ts";

const server = await databasesForFile();
beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
});
afterAll(() => closeDatabase());

it("a preview leaves the lines of the four before it to who reads them, and removes older ones", async () => {
  const line = '[{"domain": "a.example.org", "change": "sync-added", "reason": "Because."}]';
  const made: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { id } = await database().operation.create({
      data: { kind: "preview", deadline: new Date(Date.now() + 60_000) },
    });
    await database()
      .$executeRaw`select end_preview(op, ${line}::jsonb, null) from operation op where id = ${id}::uuid`;
    made.push(id);
  }
  const kept = await database().previewLine.findMany({ select: { operationId: true } });
  expect(kept.map(({ operationId }) => operationId).sort()).toEqual(made.slice(1).sort());
});

it("a preview's lines come grouped, so many of each with their number, to administrators alone", async () => {
  const operationId = randomUUID();
  const line = (change: string, domain: string) => ({ operationId, change, domain, reason: "Because." });
  const lines = ["c", "a", "b"].map((name) => line("sync-added", `${name}.example.org`));
  await database().previewLine.createMany({ data: [...lines, line("sync-removed", "d.example.org")] });
  await database().previewLine.create({
    data: { ...line("sync-added", "e.org"), operationId: randomUUID() },
  });

  const reason = "Because.";
  expect(await previewGroups({ isAdmin: true }, operationId, { limit: 2 })).toEqual([
    {
      change: "sync-added",
      total: 3,
      rows: [
        { domain: "a.example.org", reason },
        { domain: "b.example.org", reason },
      ],
    },
    { change: "sync-removed", total: 1, rows: [{ domain: "d.example.org", reason }] },
  ]);
  const further = { limit: 2, skip: 2, change: "sync-added" };
  expect(await previewGroups({ isAdmin: true }, operationId, further)).toEqual([
    { change: "sync-added", total: 3, rows: [{ domain: "c.example.org", reason }] },
  ]);
  expect(await previewGroups({ isAdmin: false }, operationId, { limit: 2 })).toEqual([]);
});
