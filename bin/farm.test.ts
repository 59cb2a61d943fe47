import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "#embedded/testing/database.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { openDatabase } from "#lib/database/client.ts";
import { isAdminOwner } from "#lib/farm/known-wikis.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { root } from "./root.ts";

let postgres: TestDatabase;
let database: PrismaClient;
const scratch = scratchFolder();
beforeAll(async () => {
  postgres = await startTestDatabase();
  database = openDatabase(postgres.url);
});
afterAll(async () => {
  await database?.$disconnect();
  await postgres?.stop();
  scratch.remove();
});

async function forget(): Promise<string> {
  const options = { cwd: scratch.path, env: { ...hostEnvironment(), MC_DATABASE_URL: postgres.url } };
  const { stdout } = await promisify(execFile)(join(root, "bin/member-console"), ["farm", "forget"], options);
  return stdout;
}

test("hole 30: farm forget lets another owner of the farm's admin site be the one that the console knows", async () => {
  expect(await forget()).toBe("The console hasn't met the farm yet.\n");
  expect(await isAdminOwner(database, { name: "Ann", subject: "ann" })).toBe(true);
  expect(await isAdminOwner(database, { name: "Ben", subject: "ben" })).toBe(false);
  expect(await forget()).toContain("Forgot that ann owns the farm's admin site.");
  expect(await isAdminOwner(database, { name: "Ben", subject: "ben" })).toBe(true);
  const events = await database.auditEvent.findMany({ where: { action: "farm-forgotten" } });
  expect(events).toMatchObject([{ note: "ann", actorId: null, outcome: "done" }]);
});
