import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { confirmedWikis } from "./known-wikis.ts";

const server = await databasesForFile();
let db: PrismaClient;
beforeAll(async () => {
  db = openDatabase(server.url);
});
afterAll(() => db?.$disconnect());

test("the wikis seen last are named, also besides tens of thousands that are missing", async () => {
  const person = { name: "alice", username: "alice", ownerClaim: "alice" };
  const { id: ownerId } = await db.user.create({ data: { issuer: "tests", sub: "alice", ...person } });
  const site = { ownerId, ownerSource: "person", state: "active", farmSubject: "alice" } as const;
  const seen = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  await db.site.createMany({
    data: [
      { ...site, domain: "earlier.localhost", confirmedAt: seen(1) },
      { ...site, domain: "later.localhost", confirmedAt: seen(2) },
      { ...site, domain: "missing-1.localhost", confirmedAt: seen(3) },
      { ...site, domain: "never.localhost" },
      { ...site, domain: "busy.localhost", state: "deleting", confirmedAt: seen(4) },
    ],
  });
  const except = Array.from({ length: 70_000 }, (_, index) => `missing-${index}.localhost`);
  expect(await confirmedWikis(db, { except, limit: 3 })).toEqual([
    { domain: "later.localhost", farmSubject: "alice" },
    { domain: "earlier.localhost", farmSubject: "alice" },
  ]);
  expect(await confirmedWikis(db, { except: [], limit: 1 })).toMatchObject([
    { domain: "missing-1.localhost" },
  ]);
});
