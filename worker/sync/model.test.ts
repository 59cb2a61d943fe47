import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { knownHistories, type Moment } from "../testing/sync/model/histories.ts";
import { type ByHand, SyncModel } from "../testing/sync/model/model.ts";

const postgres = await databasesForFile();
let db: PrismaClient;
let members: [User, User];
let administrator: User;
beforeAll(async () => {
  db = openDatabase(postgres.url);
  await addUser("default");
  members = [await addUser("alice"), await addUser("bob")];
  administrator = await addUser("administrator", true);
});
afterAll(async () => {
  vi.useRealTimers();
  await db?.$disconnect();
});

function addUser(sub: string, isAdmin = false): Promise<User> {
  const person = { name: sub, username: sub, ownerClaim: sub, isAdmin };
  return db.user.create({ data: { issuer: "tests", sub, ...person } });
}

function moments(): fc.Arbitrary<Moment[]> {
  const name = fc.constantFrom("one.localhost", "two.localhost", "three.localhost");
  const member = fc.constantFrom(...members);
  const asked = fc.constantFrom("create" as const, "delete" as const, "restore" as const);
  const byHand = fc.constantFrom<ByHand[]>("archive", "activate", "makeReadonly", "erase", "make");
  const moment = fc.oneof<fc.WeightedArbitrary<Moment>[]>(
    { weight: 4, arbitrary: fc.tuple(asked, name, member) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("give" as const), name, member) },
    { weight: 6, arbitrary: fc.tuple(fc.constant("go" as const), name) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("hand" as const), byHand, name, member) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("sync" as const)) },
    { weight: 4, arbitrary: fc.tuple(fc.constant("syncGo" as const), fc.nat({ max: 2 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("restart" as const)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("clock" as const), fc.integer({ min: -10, max: 10 })) },
  );
  return fc.array(moment, { minLength: 5, maxLength: 40, size: "max" });
}

async function happen(model: SyncModel, moment: Moment): Promise<unknown> {
  switch (moment[0]) {
    case "create":
    case "delete":
    case "restore":
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
    case "restart":
      return model.restart(administrator);
    case "clock":
      return vi.setSystemTime(Date.now() + moment[1] * 60_000);
    default:
      return moment satisfies never;
  }
}

test("holes 9, 13, 29, 36, 41: whatever creates, deletes, restores, syncs and hands on the farm do between each other's steps, no wiki is lost, resurrected or given away, with the worker's clock 10 minutes off", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  await fc.assert(
    fc.asyncProperty(moments(), async (history) => {
      await db.$executeRaw`
        truncate site, archived_site, tombstone, audit_event, farm_listing, farm_listing_site, sync_run, sync_finding,
          operation cascade`;
      const model = new SyncModel(db);
      for (const moment of history) {
        await happen(model, moment);
        await model.check();
      }
      await model.settle();
    }),
    { numRuns: 60, examples: knownHistories(members[0]).map((history) => [history]) },
  );
  expect(await db.syncRun.count()).toBeGreaterThan(0);
}, 180_000);
