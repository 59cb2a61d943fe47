import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { type ByHand, SyncModel } from "../testing/sync/model/model.ts";

const postgres = await databasesForFile();
let db: PrismaClient;
let members: [User, User];
beforeAll(async () => {
  db = openDatabase(postgres.url);
  await addUser("default");
  members = [await addUser("alice"), await addUser("bob")];
});
afterAll(async () => {
  vi.useRealTimers();
  await db?.$disconnect();
});

function addUser(sub: string): Promise<User> {
  return db.user.create({ data: { issuer: "tests", sub, name: sub, username: sub, ownerClaim: sub } });
}

/** One moment of a history. The last number shifts this process's clock, in minutes. */
type Moment =
  | ["create" | "delete" | "give", string, User]
  | ["go", string]
  | ["hand", ByHand, string, User]
  | ["sync"]
  | ["syncGo", number]
  | ["clock", number];

function moments(): fc.Arbitrary<Moment[]> {
  const name = fc.constantFrom("one.localhost", "two.localhost", "three.localhost");
  const member = fc.constantFrom(...members);
  const byHand = fc.constantFrom<ByHand[]>("archive", "activate", "makeReadonly", "erase", "make");
  const moment = fc.oneof<fc.WeightedArbitrary<Moment>[]>(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom("create" as const, "delete" as const), name, member) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("give" as const), name, member) },
    { weight: 6, arbitrary: fc.tuple(fc.constant("go" as const), name) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("hand" as const), byHand, name, member) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("sync" as const)) },
    { weight: 4, arbitrary: fc.tuple(fc.constant("syncGo" as const), fc.nat({ max: 2 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("clock" as const), fc.integer({ min: -10, max: 10 })) },
  );
  return fc.array(moment, { minLength: 5, maxLength: 40, size: "max" });
}

async function happen(model: SyncModel, moment: Moment): Promise<unknown> {
  switch (moment[0]) {
    case "create":
    case "delete":
      return model.ask(moment[0], moment[2], moment[1]);
    case "give":
      return model.give(moment[1], moment[2]);
    case "go":
      return model.goOn(moment[1]);
    case "hand":
      return model.byHand(moment[1], moment[2], moment[3]);
    case "sync":
      return model.beginSync();
    case "syncGo":
      return model.goOnWithSync(moment[1]);
    case "clock":
      return vi.setSystemTime(Date.now() + moment[1] * 60_000);
    default:
      return moment satisfies never;
  }
}

test("holes 9, 13, 29, 36, 41: whatever creates, deletes, syncs and hands on the farm do between each other's steps, no wiki is lost, resurrected or given away, with the worker's clock 10 minutes off", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  await fc.assert(
    fc.asyncProperty(moments(), async (history) => {
      await db.$executeRaw`
        truncate site, archived_site, tombstone, audit_event, farm_listing, sync_run, sync_finding, operation cascade`;
      const model = new SyncModel(db);
      for (const moment of history) {
        await happen(model, moment);
        await model.check();
      }
      await model.settle();
    }),
    { numRuns: 60 },
  );
  expect(await db.syncRun.count()).toBeGreaterThan(0);
});
