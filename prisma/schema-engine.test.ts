import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { hostEnvironment } from "#lib/config.ts";

const run = promisify(execFile);
const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
const cwd = dirname(import.meta.dirname);

const database = await databasesForFile();

/** Prisma's own command line, as it is. */
async function stock(args: string[], url?: string): Promise<string> {
  const env = {
    ...hostEnvironment(),
    CHECKPOINT_DISABLE: "1",
    ...(url !== undefined && { MC_DATABASE_URL: url }),
  };
  return (await run(process.execPath, [prisma, "migrate", ...args], { cwd, env })).stdout;
}

test("a diff of two schemas needs no database", async () => {
  const sql = await stock(["diff", "--from-empty", "--to-schema", "prisma/schema.prisma", "--script"]);
  expect(sql).toContain('CREATE TABLE "users"');
});

// Four runs of the command line, each of some seconds.
const fourRunsMs = 120_000;

test("deploy makes the database and applies all migrations, with functions", {
  timeout: fourRunsMs,
}, async () => {
  const url = new URL((await database?.createDatabase()) ?? "");
  url.pathname = "/not_there_yet";
  await expect(stock(["status"], url.href)).rejects.toThrow("P1003");
  expect(await stock(["deploy"], url.href)).toContain("All migrations have been successfully applied.");
  expect(await stock(["status"], url.href)).toContain("Database schema is up to date!");
  expect(await stock(["deploy"], url.href)).toContain("No pending migrations to apply.");
});

test("a server that isn't there is an error of Prisma's own", async () => {
  await expect(stock(["deploy"], "postgresql://nobody@127.0.0.1:1/x")).rejects.toThrow("P1001");
});
