import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { securedWikis } from "./sync-findings.ts";

const server = await databasesForFile();
beforeAll(() => installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" })));
afterAll(() => closeDatabase());

test("hole 25: a wiki that the farm doesn't close stands among those being secured, as one that it hasn't closed", async () => {
  const person = { name: "alice", username: "alice", ownerClaim: "alice" };
  const { id: ownerId } = await database().user.create({
    data: { issuer: "tests", sub: "alice", ...person },
  });
  const secured = { ownerId, ownerSource: "person", state: "readonly", securedAt: new Date() } as const;
  await database().site.createMany({
    data: [
      { ...secured, domain: "closed.localhost", farmStatus: "readonly" },
      { ...secured, domain: "open.localhost", farmStatus: "active" },
      { ...secured, domain: "other.localhost", securedAt: null },
    ],
  });
  const { total, rows } = await securedWikis({ isAdmin: true }, { limit: 10 });
  expect(total).toBe(2);
  expect(rows.map(({ domain, isClosed }) => [domain, isClosed])).toEqual([
    ["closed.localhost", true],
    ["open.localhost", false],
  ]);
  expect(await securedWikis({ isAdmin: false }, { limit: 10 })).toEqual({ total: 0, rows: [] });
});
