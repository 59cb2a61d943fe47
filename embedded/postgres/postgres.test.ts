import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freePort } from "#embedded/testing/ports.ts";
import { untilGone } from "#lib/process/testing.ts";
import { type ScratchFolder, scratchFolder } from "../testing/scratch-folder.ts";
import { startPostgres } from "./start.ts";

// Services start slowly while other files' services start.
vi.setConfig({ testTimeout: 120_000 });

let scratch: ScratchFolder;
let dataDir: string;
let port: number;
beforeEach(async () => {
  scratch = scratchFolder();
  dataDir = join(scratch.path, "postgres");
  port = await freePort();
});
afterEach(() => scratch.remove());

async function query(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("a second start finds the data and the password of the first", async () => {
  const first = await startPostgres({ dataDir, port });
  await query(first.url, "CREATE TABLE kept AS SELECT 'Ährenfeld' AS name");
  await first.stop();
  const second = await startPostgres({ dataDir, port });
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT name FROM kept")).toEqual([{ name: "Ährenfeld" }]);
  await second.stop();
});

test("it is safe: synced to disk, UTF-8, on loopback, with a password that only its owner can read", async () => {
  const server = await startPostgres({ dataDir, port });
  const settings = `SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
    current_setting('listen_addresses') AS listens, current_database() AS database`;
  expect(await query(server.url, settings)).toEqual([
    { fsync: "on", encoding: "UTF8", listens: "127.0.0.1", database: "member_console" },
  ]);
  expect(statSync(join(dataDir, "password")).mode & 0o777).toBe(0o600);
  const wrong = Object.assign(new URL(server.url), { password: "wrong" });
  await expect(query(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test("after its parent was killed it ends, and the next start has the data", async () => {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(new URL("./start.ts", import.meta.url).href)});
    const { url } = await startPostgres(${JSON.stringify({ dataDir, port })});
    process.stdout.write(url + "\\n");`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await once(createInterface(parent.stdout), "line");
  await query(String(url), "CREATE TABLE kept AS SELECT 1 AS one");
  const pid = Number(readFileSync(join(dataDir, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  parent.kill("SIGKILL");
  await untilGone(pid);

  const next = await startPostgres({ dataDir, port });
  expect(await query(next.url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  await next.stop();
});

test("killed itself, with its lock left to a process number that another program has, it starts again", async () => {
  const first = await startPostgres({ dataDir, port });
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS one");
  const lock = join(dataDir, "cluster", "postmaster.pid");
  const [pid, ...rest] = readFileSync(lock, "utf8").split("\n");
  process.kill(Number(pid), "SIGKILL");
  await first.exited;
  expect(existsSync(lock)).toBe(true);
  writeFileSync(lock, [process.pid, ...rest].join("\n"));

  const next = await startPostgres({ dataDir, port });
  expect(await query(next.url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  await next.stop();
});

test("a first start that was interrupted is begun anew", async () => {
  mkdirSync(join(dataDir, "building-123", "cluster"), { recursive: true });
  writeFileSync(join(dataDir, "building-123", "cluster", "PG_VERSION"), "18\n");
  const server = await startPostgres({ dataDir, port });
  expect(existsSync(join(dataDir, "building-123"))).toBe(false);
  await server.stop();
});

test("a data folder that lacks a part is named, with what to do, and left alone", async () => {
  mkdirSync(join(dataDir, "cluster"), { recursive: true });
  writeFileSync(join(dataDir, "cluster", "something"), "somebody's");
  await expect(startPostgres({ dataDir, port })).rejects.toThrow(
    `${dataDir} is incomplete: put its files back, or delete it to start empty`,
  );
  expect(existsSync(join(dataDir, "cluster", "something"))).toBe(true);
});

test("a taken port is named, with what to do", async () => {
  const server = await startPostgres({ dataDir, port });
  await expect(startPostgres({ dataDir: join(scratch.path, "other"), port })).rejects.toThrow(
    `port ${port} (PostgreSQL) is taken: stop what listens there, or set port to another number, or set database-url`,
  );
  await server.stop();
});

// Nobody else is somebody whom PostgreSQL refuses to run as.
if (process.getuid?.() === 0) {
  test("root's closed folder holds a link to where PostgreSQL's user can go", async () => {
    const closed = join(scratch.path, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const inside = join(closed, "postgres");
    const first = await startPostgres({ dataDir: inside, port });
    await query(first.url, "CREATE TABLE kept AS SELECT 1 AS one");
    await first.stop();
    const second = await startPostgres({ dataDir: inside, port });
    const [row] = await query(
      second.url,
      "SELECT one, current_setting('data_directory') AS folder FROM kept",
    );
    expect(row).toMatchObject({ one: 1, folder: expect.stringMatching(/^\/var\/lib\/member-console\//) });
    await second.stop();
    rmSync(dirname(realpathSync(join(inside, "cluster"))), { recursive: true });
  });
}
