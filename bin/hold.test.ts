import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "#embedded/testing/database.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { openDatabase } from "#lib/database/client.ts";
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

/** Resolves with what the command wrote to stdout; rejects with what it wrote to stderr. */
async function hold(...args: string[]): Promise<string> {
  const options = { cwd: scratch.path, env: { ...hostEnvironment(), MC_DATABASE_URL: postgres.url } };
  const { stdout } = await promisify(execFile)(join(root, "bin/member-console"), ["hold", ...args], options);
  return stdout;
}

async function addWiki(state: "live" | "archived"): Promise<string> {
  const sub = randomUUID();
  const names = { name: "Alice", username: "alice" };
  const user = { issuer: "tests", sub, ownerClaim: sub, ...names };
  const { id: ownerId } = await database.user.create({ data: user });
  const wiki = { domain: `${sub}.localhost`, ownerId, ownerSource: "person" } as const;
  if (state === "live") await database.site.create({ data: { ...wiki, state: "active" } });
  else await database.archivedSite.create({ data: { ...wiki, stateBefore: "active" } });
  return wiki.domain;
}

test("a hold is set, given another reason and lifted, and each of it is on record", async () => {
  const domain = await addWiki("live");
  expect(await hold("set", domain, "Under review")).toBe(`${domain} is on hold.\n`);
  await hold("set", domain.toUpperCase(), "Still under review");
  const row = await database.hold.findUnique({ where: { domain } });
  expect(row).toMatchObject({ reason: "Still under review", setById: null });

  expect(await hold("lift", domain)).toBe(`${domain} isn't on hold any more.\n`);
  expect(await database.hold.findUnique({ where: { domain } })).toBeNull();
  const events = await database.auditEvent.findMany({ where: { domain }, orderBy: { id: "asc" } });
  expect(events.map(({ action, note, actorId }) => [action, note, actorId])).toEqual([
    ["hold-set", "Under review", null],
    ["hold-set", "Still under review", null],
    ["hold-lifted", "Still under review", null],
  ]);
});

test("a deleted wiki can be put on hold, so that its owner doesn't restore it", async () => {
  const domain = await addWiki("archived");
  expect(await hold("set", domain, "Abuse")).toContain("is on hold");
});

test.each([
  [["set", "nobodys.localhost", "Because"], "The console knows no wiki nobodys.localhost."],
  [["set", "../x", "Because"], "\"../x\" isn't a wiki's whole name"],
  [["set", "nobodys.localhost", " "], "Say why"],
  [["set", "nobodys.localhost"], "missing required argument 'reason'"],
  [["lift", "nobodys.localhost"], "nobodys.localhost isn't on hold."],
])("hold %s is refused in one line", async (args, says) => {
  const refusal: unknown = await hold(...args).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 1, stderr: expect.stringMatching(/^member-console: [^\n]+\n$/) });
  expect(refusal).toMatchObject({ stderr: expect.stringContaining(says) });
});
