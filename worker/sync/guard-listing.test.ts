import { beforeEach, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { beginSync, guardListing, sitesToConfirm, stageSites } from "./listing-store.ts";
import { applySync, recordFailedSync } from "./runs.ts";
import type { StagedSite } from "./staged-site.ts";

/** By when a run has to claim a sync that waits. */
const inAMinute = () => new Date(Date.now() + 60_000);

const databases = await databasesForFile();
let db: PrismaClient;
beforeEach(async () => {
  await db?.$disconnect();
  db = openDatabase(await databases.createDatabase());
  const people = { issuer: "t", isAdmin: true, ownerClaim: "a" };
  await db.user.create({ data: { ...people, sub: "admin", name: "Admin", username: "admin" } });
});

const adminSite = site("localhost", { subject: "farmer", manageable: false });
const wikis = (count: number) => Array.from({ length: count }, (_, index) => site(`wiki-${index}.localhost`));

/** The console knows these, by a first sync. */
async function known(sites: StagedSite[]): Promise<void> {
  const runId = `first of ${sites.length}`;
  const listingId = await sealedListing(db, runId, [adminSite, ...sites]);
  await applySync(db, { listingId, runId, ...settings });
  expect(await db.site.count()).toBe(sites.length);
}

async function guarded(runId: string, sites: StagedSite[], admin = adminSite) {
  const listingId = await beginSync(db, { runId, workflowId: "w", attempt: 1 });
  await stageSites(db, listingId, [admin, ...sites]);
  const count = { siteCount: sites.length + 1, farmMs: 5 };
  const refusal = await guardListing(db, listingId, { adminSite: "localhost", ...count });
  return { refusal, toConfirm: await sitesToConfirm(db, listingId) };
}

const refuse = (runId: string, message: string) =>
  recordFailedSync(db, { runId, workflowId: "w", code: "syncRefused", message });

const run = (runId: string) => db.syncRun.findUnique({ where: { runId } });

test("hole 6: more than 3 and more than a fifth going, missing and archived together, is refused with its figures", async () => {
  const all = wikis(30);
  await known(all);
  const archived = (from: number, to: number) =>
    all.slice(from, to).map((wiki) => ({ ...wiki, status: "archived" as const }));
  const six = await guarded("six", [...archived(3, 6), ...all.slice(6)]);
  expect(six.refusal).toBeNull();
  expect(six.toConfirm).toHaveLength(6);

  const { refusal } = await guarded("seven", [...archived(4, 7), ...all.slice(7)]);
  expect(refusal).toMatchObject({ refusedBy: "removals", refused: 7, limit: 6 });
  expect(refusal?.message).toBe(
    "7 of 30 wikis would be removed (4 missing on the farm, 3 archived there), more than the 6 that a sync may remove by itself, so nothing was changed.",
  );
  expect(await refuse("seven", refusal?.message ?? "")).toMatchObject({ success: false, sitesFound: 27 });
  expect(await run("seven")).toMatchObject({ refused: 7, refusedBy: "removals", refusedLimit: 6, farmMs: 5 });
  const removals = await db.refusedRemoval.findMany({ orderBy: { domain: "asc" } });
  const ids = await db.site.findMany({
    where: { domain: { in: removals.map(({ domain }) => domain) } },
    orderBy: { domain: "asc" },
  });
  expect(removals.map(({ siteId }) => siteId)).toEqual(ids.map(({ id }) => id));
  expect(removals.map(({ reason }) => reason).sort()).toEqual([
    ...Array.from({ length: 3 }, () => "It is archived on the farm."),
    ...Array.from({ length: 4 }, () => "The farm doesn't list it."),
  ]);
  expect(await db.site.count()).toBe(30);
});

test("hole 6: of a few wikis three may go, not four", async () => {
  const all = wikis(5);
  await known(all);
  expect((await guarded("three", all.slice(3))).refusal).toBeNull();
  expect((await guarded("four", all.slice(4))).refusal).toMatchObject({ refused: 4, limit: 3 });
});

test.each([1, 2, 10])(
  "hole 30: every one of %i wikis missing is refused; archived isn't missing",
  async (count) => {
    const all = wikis(count);
    await known(all);
    const { refusal } = await guarded("none", []);
    expect(refusal).toMatchObject({ refusedBy: "allMissing", refused: count });
    if (count > 3) return;
    const archived = all.map((wiki) => ({ ...wiki, status: "archived" as const }));
    expect((await guarded("archived", archived)).refusal).toBeNull();
  },
);

test("hole 30: so is every one when one of them begins to change after they were counted", async () => {
  await known(wikis(2));
  await guarded("none", []);
  await db.site.update({ where: { domain: "wiki-0.localhost" }, data: { state: "deleting" } });
  const judged = db.$queryRaw`select sync_refusal(l) as refusal from farm_listing l order by id desc limit 1`;
  expect(await judged).toMatchObject([{ refusal: { refusedBy: "allMissing", refused: 2 } }]);
});

test("hole 30: an admin site with another owner than at first contact, or none, stops the sync; what it tells isn't kept", async () => {
  const all = wikis(5);
  await known(all);
  expect((await guarded("first", all)).refusal).toBeNull();
  const nobody = { ...adminSite, ownerName: "Unknown", subject: null };
  for (const admin of [nobody, { ...adminSite, subject: "somebody else", ownerName: "somebody else" }]) {
    const { refusal } = await guarded("other", all, admin);
    expect(refusal?.message).toMatch(/admin site localhost isn't owned by whom it was/);
    expect(refusal?.refusedBy).toBeNull();
  }
  expect((await guarded("again", all)).refusal).toBeNull();
});

test("hole 7: more owners turned Unknown than the limit stop the sync; fewer change nothing", async () => {
  const all = wikis(30);
  await known(all);
  const lost = (count: number) =>
    all.map((wiki, index) => (index < count ? { ...wiki, subject: null, ownerName: "Unknown" } : wiki));
  expect(await guarded("six", lost(6))).toEqual({ refusal: null, toConfirm: [] });
  const { refusal } = await guarded("seven", lost(7));
  expect(refusal).toMatchObject({ refusedBy: "ownersLost", refused: 7, limit: 6 });
  await refuse("seven", refusal?.message ?? "");
  expect(await db.refusedRemoval.count()).toBe(0);
});

test("hole 36: more than the limit archived here and live there are refused, and can be applied", async () => {
  const all = wikis(10);
  await known(all);
  const archived = all.slice(0, 4).map((wiki) => ({ ...wiki, status: "archived" as const }));
  for (const wiki of archived) {
    await db.site.delete({ where: { domain: wiki.domain } });
    const kept = { ownerId: 1, ownerSource: "person", stateBefore: "active" } as const;
    await db.archivedSite.create({ data: { ...kept, domain: wiki.domain } });
  }
  expect((await guarded("archived", [...archived, ...all.slice(4)])).refusal).toBeNull();
  const { refusal } = await guarded("back", all);
  expect(refusal).toMatchObject({ refusedBy: "returned", refused: 4, limit: 3 });
  await refuse("back", refusal?.message ?? "");
  await db.operation.create({
    data: { kind: "sync", trigger: "button", appliesRunId: "back", deadline: inAMinute() },
  });
  const applying = await guarded("applying", all);
  expect(applying.refusal).toBeNull();
  expect(applying.toConfirm.map(({ domain }) => domain).sort()).toEqual(archived.map(({ domain }) => domain));
});

test("hole 42: a run that applies refused removals asks for the same rows alone, and only if they are missing again", async () => {
  const all = wikis(20);
  await known(all);
  const { refusal } = await guarded("refused", all.slice(8));
  await refuse("refused", refusal?.message ?? "");
  // One is back, one was made anew, and two more are missing.
  await db.site.delete({ where: { domain: "wiki-1.localhost" } });
  const anew = { ownerId: 1, ownerSource: "person", state: "active" } as const;
  await db.site.create({ data: { ...anew, domain: "wiki-1.localhost" } });
  await db.operation.create({
    data: { kind: "sync", trigger: "button", appliesRunId: "refused", deadline: inAMinute() },
  });
  const [back] = all;
  const listed = [...(back === undefined ? [] : [back]), ...all.slice(10)];
  const applying = await guarded("applying", listed);
  expect(applying.refusal).toBeNull();
  expect(applying.toConfirm.map(({ domain }) => domain).sort()).toEqual(
    all.slice(2, 8).map(({ domain }) => domain),
  );
  expect(await guarded("after it", listed)).toMatchObject({ refusal: null });
  await refuse("after it", "");
  expect((await guarded("another", listed)).refusal).toMatchObject({ refusedBy: "removals", refused: 9 });
});
