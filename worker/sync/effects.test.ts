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

function addUser(ownerClaim: string, issuer = "tests"): Promise<User> {
  const person = { name: ownerClaim, username: ownerClaim, ownerClaim };
  return db.user.create({ data: { issuer, sub: ownerClaim, ...person } });
}

async function apply(listingId: number, runId: string) {
  return applySync(db, { listingId, runId, ...settings });
}

/** A sync that meets these sites, each of which says of itself what the listing says. */
async function sync(...sites: StagedSite[]) {
  runs += 1;
  const runId = `run ${runs}`;
  return apply(await sealedListing(db, runId, sites), runId);
}

const wiki = (domain: string) => db.site.findUnique({ where: { domain } });
const archived = (domain: string) => db.archivedSite.findUnique({ where: { domain } });
const name = "a.localhost";
const ofAlice = (changes: Partial<StagedSite> = {}) => site(name, { subject: "alice", ...changes });

test("what a sync does to a site has its audit event, with the run and a reason that a person can read", async () => {
  const listing = (runId: string, sites: StagedSite[]) => sealedListing(db, runId, sites);
  const erased = site("erased.localhost");
  await apply(await listing("r1", [ofAlice(), erased]), "r1");
  await apply(await listing("r2", [ofAlice({ status: "readonly" })]), "r2");
  await addUser("alice");
  await apply(await listing("r3", [ofAlice({ status: "archived" })]), "r3");
  await apply(await listing("r4", [ofAlice()]), "r4");
  const events = await db.auditEvent.findMany({ orderBy: [{ runId: "asc" }, { domain: "asc" }] });
  expect(events.map(({ runId, domain, action, note }) => [runId, domain, action, note])).toEqual([
    ["r1", name, "sync-added", expect.stringMatching(/new on the farm.*default user/)],
    ["r1", "erased.localhost", "sync-added", expect.any(String)],
    ["r2", name, "sync-readonly", "It became read-only on the farm."],
    ["r2", "erased.localhost", "sync-removed", "The farm doesn't have it any more."],
    ["r3", name, "sync-archived", "The farm has archived it."],
    ["r3", name, "sync-assigned", expect.stringContaining("is known here now")],
    ["r4", name, "sync-returned", "It was archived here and is live on the farm again."],
  ]);
  expect(
    events.every(({ operationId, actorId, outcome }) => !operationId && !actorId && outcome === "synced"),
  ).toBe(true);
});

test("hole 29: a wiki that was given to somebody else stays theirs, whatever the farm says of its owner", async () => {
  const [alice, bob] = [await addUser("alice"), await addUser("bob")];
  await sync(ofAlice());
  expect(await wiki(name)).toMatchObject({ ownerId: alice.id, ownerSource: "farm" });
  const given = { ownerId: bob.id, ownerSource: "person" } as const;
  await db.site.update({ where: { domain: name }, data: given });
  await sync(ofAlice());
  await sync(ofAlice({ pages: 7 }));
  expect(await wiki(name)).toMatchObject({ ...given, pages: 7 });
  // Nor does a way through the archive give it back.
  await sync(ofAlice({ status: "archived" }));
  expect(await archived(name)).toMatchObject(given);
  await sync(ofAlice());
  expect(await wiki(name)).toMatchObject(given);
});

test("an administrator's read-only stays while the farm's status stays; a change on the farm is followed", async () => {
  await sync(ofAlice());
  await db.site.update({ where: { domain: name }, data: { state: "readonly" } });
  await sync(ofAlice());
  expect(await wiki(name)).toMatchObject({ state: "readonly", farmStatus: "active" });
  await sync(ofAlice({ status: "readonly" }));
  await sync(ofAlice());
  expect(await wiki(name)).toMatchObject({ state: "active" });
});

test("hole 25: a secured wiki that was opened on the farm isn't secured any more, and is asked which owner it shows", async () => {
  await sync(ofAlice({ status: "readonly" }));
  await db.site.update({ where: { domain: name }, data: { securedAt: new Date() } });
  await sync(ofAlice({ status: "readonly" }));
  expect(await wiki(name)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  await sync(ofAlice());
  expect(await wiki(name)).toMatchObject({ state: "active", securedAt: null, probeDue: expect.any(Date) });
});

test("hole 25: a secured wiki that the farm has archived goes back to what it was meant to be", async () => {
  await sync(ofAlice({ status: "readonly" }));
  await db.site.update({ where: { domain: name }, data: { securedAt: new Date() } });
  await sync(ofAlice({ status: "archived" }));
  expect(await archived(name)).toMatchObject({ stateBefore: "active" });
});

test("sites without an owner are shown, whatever their state, but for archived ones that are known here", async () => {
  const nobodys = (domain: string, changes: Partial<StagedSite> = {}) =>
    site(domain, { ownerName: "Unknown", subject: null, ...changes });
  await sync(site("known.localhost"), site("deleted.localhost", { status: "archived" }));
  await sync(
    nobodys("known.localhost", { status: "readonly" }),
    nobodys("deleted.localhost", { status: "archived" }),
    nobodys("active.localhost"),
    nobodys("readonly.localhost", { status: "readonly" }),
    nobodys("visited.localhost", { status: "readonly", pages: 0 }),
    nobodys("archived.localhost", { status: "archived" }),
    nobodys("emptied.localhost", { status: "archived", pages: 0 }),
  );
  const found = await db.syncFinding.findMany({ orderBy: { domain: "asc" } });
  expect(found.map(({ domain, kind, detail }) => [domain, kind, detail])).toEqual([
    ["active.localhost", "ownerless", expect.stringContaining("anybody can change it")],
    ["archived.localhost", "leftover", expect.stringContaining("archived")],
    ["emptied.localhost", "leftover", expect.stringContaining("archived")],
    ["known.localhost", "ownerless", expect.stringContaining("nobody can change it")],
    ["readonly.localhost", "ownerless", expect.stringContaining("read-only")],
    ["visited.localhost", "leftover", expect.stringContaining("nobody wrote in it")],
  ]);
});

test("hole 7: of a change that the site itself didn't confirm only the figures are kept", async () => {
  const alice = await addUser("alice");
  await addUser("carol");
  await sync(ofAlice({ status: "readonly" }), site("b.localhost", { status: "archived", subject: "alice" }));
  const lies = [ofAlice({ subject: "carol", pages: 9 }), site("b.localhost", { subject: "alice" })];
  const listingId = await sealedListing(db, "lie", lies);
  await db.farmListingSite.updateMany({ data: { confirmed: false } });
  expect(await apply(listingId, "lie")).toMatchObject({ sitesAdded: 0, sitesRemoved: 0 });
  expect(await wiki(name)).toMatchObject({
    ownerId: alice.id,
    state: "readonly",
    farmStatus: "readonly",
    farmSubject: "alice",
    pages: 9,
  });
  expect(await wiki("b.localhost")).toBeNull();
  expect(await archived("b.localhost")).toMatchObject({ ownerId: alice.id });
});

test("hole 36: a wiki that was archived here and is live again goes back to its last owner, who can be told", async () => {
  const bob = await addUser("bob");
  await addUser("alice");
  await sync(ofAlice());
  await sync(ofAlice({ status: "archived" }));
  await db.archivedSite.update({ where: { domain: name }, data: { ownerId: bob.id, ownerSource: "person" } });
  expect(await sync(ofAlice())).toMatchObject({ sitesAdded: 0 });
  expect(await wiki(name)).toMatchObject({
    ownerId: bob.id,
    ownerSource: "person",
    returnedAt: expect.any(Date),
    // The farm may run it since before it was deleted, without its owner.
    probeDue: expect.any(Date),
  });
  expect(await archived(name)).toBeNull();
  expect(await db.syncRun.findFirst({ orderBy: { id: "desc" } })).toMatchObject({ sitesReturned: 1 });
});

test("hole 36: one whose delete was confirmed after the listing began stays archived", async () => {
  const alice = await addUser("alice");
  const early = await sealedListing(db, "early", [ofAlice()]);
  await db.archivedSite.create({
    data: { domain: name, ownerId: alice.id, ownerSource: "person", stateBefore: "active" },
  });
  await apply(early, "early");
  expect(await wiki(name)).toBeNull();
  expect(await archived(name)).not.toBeNull();
});

test("hole 39: what the farm doesn't have any more leaves a tombstone for its last owner", async () => {
  const alice = await addUser("alice");
  await sync(ofAlice());
  await sync();
  expect(await db.tombstone.findMany()).toMatchObject([
    { domain: name, ownerId: alice.id, ownerSource: "farm", farmSubject: "alice" },
  ]);
  // The same wiki, back from a backup: nothing has to be kept for anybody any more.
  expect(await sync(ofAlice())).toMatchObject({ sitesAdded: 1 });
  expect(await db.tombstone.count()).toBe(0);
});

test("hole 39: an archived wiki that the farm doesn't have any more can't be restored; its name is kept", async () => {
  const alice = await addUser("alice");
  await sync(ofAlice());
  await sync(ofAlice({ status: "archived" }));
  await sync();
  expect(await archived(name)).toBeNull();
  expect(await db.tombstone.findMany()).toMatchObject([{ domain: name, ownerId: alice.id }]);
});

test("a 404 about a name that a request may still reach isn't final", async () => {
  await sync(ofAlice(), site("b.localhost"));
  await sync(ofAlice(), site("b.localhost", { status: "archived" }));
  const quiet = { kind: "delete", deadline: new Date(), quietUntil: new Date(Date.now() + 600_000) } as const;
  await db.operation.createMany({ data: [name, "b.localhost"].map((domain) => ({ ...quiet, domain })) });
  expect(await sync()).toMatchObject({ sitesRemoved: 0 });
  expect(await archived("b.localhost")).not.toBeNull();
  await db.operation.updateMany({ data: { quietUntil: new Date(0) } });
  expect(await sync()).toMatchObject({ sitesRemoved: 1 });
  expect(await archived("b.localhost")).toBeNull();
});

test("hole 39: a name that was found gone after the listing began isn't adopted from it", async () => {
  const early = await sealedListing(db, "early", [ofAlice()]);
  await db.tombstone.create({ data: { domain: name, ownerId: 1, ownerSource: "default" } });
  await apply(early, "early");
  expect(await wiki(name)).toBeNull();
});

test("hole 28: another console's wikis are neither adopted nor removed, until an administrator names that console", async () => {
  const marker = { markerConsole: "3d0fdb0a-9a53-4f9c-8f3e-1d8d8b4c9a11", markerOperation: "1" };
  await addUser("alice");
  await sync(ofAlice(), site("kept.localhost"));
  const theirs = site("theirs.localhost", { ...marker, subject: "alice" });
  const theirsArchived = site("gone.localhost", { ...marker, status: "archived" });
  // One that this console knew already: whoever made it anew has the say.
  const remade = site("kept.localhost", { ...marker, status: "archived" });
  expect(await sync(ofAlice(), theirs, theirsArchived, remade)).toMatchObject({
    sitesAdded: 0,
    sitesRemoved: 0,
  });
  expect(await wiki("theirs.localhost")).toBeNull();
  expect(await archived("gone.localhost")).toBeNull();
  expect(await wiki("kept.localhost")).toMatchObject({ state: "active" });
  expect(await db.syncFinding.count({ where: { kind: "otherConsole", console: marker.markerConsole } })).toBe(
    3,
  );

  await db.formerConsole.create({ data: { uuid: marker.markerConsole, namedById: 1 } });
  expect(await sync(ofAlice(), theirs, theirsArchived)).toMatchObject({ sitesAdded: 1 });
  expect(await archived("gone.localhost")).not.toBeNull();
});

test("a wiki that is archived on the farm and unknown here can be restored by its owner, also by one who is known later", async () => {
  const alice = await addUser("alice");
  const later = site("later.localhost", { subject: "dana", status: "archived" });
  expect(await sync(ofAlice({ status: "archived" }), later)).toMatchObject({ sitesAdded: 0 });
  expect(await archived(name)).toMatchObject({
    ownerId: alice.id,
    ownerSource: "farm",
    stateBefore: "active",
  });
  expect(await archived("later.localhost")).toMatchObject({ ownerId: 1, ownerSource: "default" });
  const dana = await addUser("dana");
  await sync(ofAlice({ status: "archived" }), later);
  expect(await archived("later.localhost")).toMatchObject({ ownerId: dana.id, ownerSource: "farm" });
});

test("an owner claim that two people have names neither", async () => {
  await addUser("alice", "one");
  await addUser("alice", "other");
  await sync(ofAlice());
  expect(await wiki(name)).toMatchObject({ ownerId: 1, ownerSource: "default" });
});
