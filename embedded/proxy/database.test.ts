import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "../testing/for-file.ts";
import { type DatabaseProxy, startDatabaseProxy } from "./database.ts";
import type { ProxyMessage } from "./message.ts";

const postgres = await databasesForFile();
let proxy: DatabaseProxy;
const clients: pg.Client[] = [];
beforeAll(async () => {
  proxy = await startDatabaseProxy({ target: postgres.url });
});
afterEach(async () => {
  proxy.onMessage(undefined);
  proxy.pass();
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(() => proxy?.stop());

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: proxy.url });
  client.on("error", () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

const createTable = (client: pg.Client, name: string) => client.query(`create table ${name} ()`);
async function exists(name: string): Promise<boolean> {
  const { rows } = await (await connect()).query("select to_regclass($1) is not null as yes", [name]);
  return rows[0].yes;
}

/** Cuts the first message that goes that way. */
function cutFirst(direction: ProxyMessage["direction"]): void {
  proxy.onMessage((message) => (message.direction === direction ? "cut" : "pass"));
}

test("one request and one answer for each query, in whatever pieces it comes, with its text and parameters", async () => {
  const client = await connect();
  const seen: ProxyMessage[] = [];
  proxy.onMessage((message) => {
    seen.push(message);
    return "pass";
  });
  const long = "x".repeat(300_000);
  const { rows } = await client.query("select $1::text as text", [long]);
  expect(rows).toEqual([{ text: long }]);
  await client.query("select 1; select 2");
  expect(seen.map(({ direction }) => direction)).toEqual(["request", "answer", "request", "answer"]);
  expect(seen[1]?.text).toContain(`select $1::text as text`);
  expect(seen[1]?.text).toContain(long);
  expect(seen[3]?.text).toContain("select 1; select 2");
});

test("cut before the request, the database never hears of it", async () => {
  const client = await connect();
  cutFirst("request");
  await expect(createTable(client, "unheard")).rejects.toThrow();
  proxy.onMessage(undefined);
  expect(await exists("unheard")).toBe(false);
});

test("cut before the answer, the database has done what the client doesn't know of", async () => {
  const client = await connect();
  cutFirst("answer");
  await expect(createTable(client, "unanswered")).rejects.toThrow();
  proxy.onMessage(undefined);
  expect(await exists("unanswered")).toBe(true);
});

test("frozen, a query waits; refused, it breaks, and so does each new connection; passed, all is well again", async () => {
  const client = await connect();
  proxy.freeze();
  let isDone = false;
  const frozen = createTable(client, "frozen").then(() => {
    isDone = true;
  });
  const other = new pg.Client({ connectionString: postgres.url });
  await other.connect();
  expect((await other.query("select to_regclass('frozen') is null as waits")).rows).toEqual([
    { waits: true },
  ]);
  await other.end();
  expect(isDone).toBe(false);
  proxy.pass();
  await frozen;

  proxy.refuse();
  await expect(client.query("select 1")).rejects.toThrow();
  await expect(connect()).rejects.toThrow();
  proxy.pass();
  expect(await exists("frozen")).toBe(true);
});
