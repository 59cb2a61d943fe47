import { afterAll, beforeEach, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { applySync } from "./runs.ts";
import type { StagedSite } from "./staged-site.ts";

const databases = await databasesForFile();
let db: PrismaClient;
let runs = 0;
afterAll(() => db?.$disconnect());
beforeEach(async () => {
  await db?.$disconnect();
  db = openDatabase(await databases.createDatabase());
  await addUser("admin");
});

function addUser(ownerClaim: string): Promise<User> {
  const person = { name: ownerClaim, username: ownerClaim, ownerClaim };
  return db.user.create({ data: { issuer: "tests", sub: ownerClaim, ...person } });
}

const name = "a.localhost";
const ofAlice = (changes: Partial<StagedSite> = {}) => site(name, { subject: "alice", ...changes });

/** A sync of a farm with these sites; `meanwhile` comes between the farm's answers and their effects. */
async function sync(sites: StagedSite[], meanwhile?: () => Promise<unknown>) {
  runs += 1;
  const runId = `run ${runs}`;
  const listingId = await sealedListing(db, runId, sites);
  await meanwhile?.();
  return applySync(db, { listingId, runId, ...settings });
}

const known = async () => ({
  sites: await db.site.findMany(),
  archived: await db.archivedSite.findMany(),
  tombstones: await db.tombstone.findMany(),
  events: await db.auditEvent.count(),
});

test.each<[string, StagedSite[], StagedSite[]]>([
  ["a wiki that the farm has archived", [ofAlice()], [ofAlice({ status: "archived" })]],
  ["a wiki that the farm doesn't have", [ofAlice()], []],
  ["a wiki that became read-only there", [ofAlice()], [ofAlice({ status: "readonly" })]],
  ["an archived wiki that is live there", [ofAlice({ status: "archived" })], [ofAlice()]],
  ["an archived wiki that the farm doesn't have", [ofAlice({ status: "archived" })], []],
])(
  "hole 9: %s is left alone when its row changed here after the farm was asked",
  async (_what, before, found) => {
    await sync(before);
    let changed: Awaited<ReturnType<typeof known>> | undefined;
    await sync(found, async () => {
      // As when it was deleted and came back: the row is a later one.
      await db.site.updateMany({ data: { ownerSource: "person" } });
      await db.archivedSite.updateMany({ data: { ownerSource: "person" } });
      changed = await known();
    });
    expect(await known()).toEqual(changed);
    // The next one acts on what it finds.
    await sync(found);
    expect(await known()).not.toEqual(changed);
  },
);

test("hole 29: a wiki that was given to somebody else stays theirs when something else of it changes on the farm", async () => {
  const [, bob] = [await addUser("alice"), await addUser("bob")];
  await sync([ofAlice()]);
  const given = { ownerId: bob.id, ownerSource: "person" } as const;
  await db.site.update({ where: { domain: name }, data: given });
  await sync([ofAlice({ status: "readonly" })]);
  expect(await db.site.findUnique({ where: { domain: name } })).toMatchObject({
    ...given,
    state: "readonly",
  });
});
