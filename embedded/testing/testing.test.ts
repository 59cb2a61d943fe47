import { existsSync } from "node:fs";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { startTestFarm } from "./farm.ts";
import { databasesForFile } from "./for-file.ts";
import { startTestTemporal } from "./temporal.ts";

// Services start slowly while other files' services start.
vi.setConfig({ testTimeout: 120_000 });

const databases = await databasesForFile();

async function query(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("each database is migrated and apart from the others", async () => {
  const other = await databases.createDatabase();
  await query(databases.url, "CREATE TABLE only_here ()");
  const tables = "SELECT count(*)::int FROM pg_tables WHERE tablename IN ('_prisma_migrations', 'only_here')";
  expect(await query(databases.url, tables)).toEqual([{ count: 2 }]);
  expect(await query(other, tables)).toEqual([{ count: 1 }]);
});

test("a farm that is taken down and brought up has its sites again, and leaves nothing when it is stopped", async () => {
  const farm = await startTestFarm();
  const ask = (init: RequestInit = {}) =>
    fetch(`${farm.url}/plugin/farmmanager/sites`, {
      ...init,
      headers: { authorization: `Bearer ${farm.token}`, "content-type": "application/json" },
    });
  const owner = { name: "Alice", oauth2: { id: "1" } };
  await ask({ method: "POST", body: JSON.stringify({ domain: "notes.localhost", owner }) });
  await farm.takeDown();
  await expect(ask()).rejects.toThrow();
  await farm.bringUp();
  expect(await (await ask()).json()).toHaveLength(2);
  await farm.stop();
  expect(existsSync(farm.sitesDir)).toBe(false);
});

test("two files have one Temporal server, and a namespace each", async () => {
  const [one, other] = [await startTestTemporal(), await startTestTemporal()];
  expect(other.address).toBe(one.address);
  expect(other.namespace).not.toBe(one.namespace);
  expect((await fetch(`${one.uiUrl}/api/v1/namespaces/${one.namespace}`)).status).toBe(200);
});
