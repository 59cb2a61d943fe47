import { beforeEach, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { messages } from "#lib/contracts/messages.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { freshDatabase } from "../testing/sync/fresh-database.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { beginSync, sealListing, stageSites } from "./listing-store.ts";
import { applySync, recordFailedSync } from "./runs.ts";
import type { StagedSite } from "./staged-site.ts";

/** By when a run has to claim a sync that waits. */
const inAMinute = () => new Date(Date.now() + 60_000);

const databases = await databasesForFile();
let db: PrismaClient;
beforeEach(async () => {
  await db?.$disconnect();
  db = await freshDatabase(databases);
});

const listing = (runId: string, sites: StagedSite[], attempt = 1) => sealedListing(db, runId, sites, attempt);

const apply = (runId: string, listingId: number) => applySync(db, { listingId, runId, ...settings });

test("hole 31: two interleaved attempts of one run: the one that is applied is whole", async () => {
  const first = await beginSync(db, { runId: "r", workflowId: "w", attempt: 1 });
  await stageSites(db, first, [site("one.localhost")]);
  const second = await listing("r", [site("one.localhost"), site("two.localhost")], 2);
  await stageSites(db, first, [site("stray.localhost")]);
  expect(await apply("r", second)).toMatchObject({ sitesFound: 2, sitesAdded: 2 });
  expect(await db.site.count({ where: { domain: "stray.localhost" } })).toBe(0);
});

test("hole 31: a listing that isn't sealed, is another run's or has lost sites isn't applied", async () => {
  const open = await beginSync(db, { runId: "r1", workflowId: "w", attempt: 1 });
  expect(await apply("r1", open)).toEqual({ outcome: "listingLost" });
  const sealed = await listing("r2", [site("one.localhost"), site("two.localhost")]);
  expect(await apply("r1", sealed)).toEqual({ outcome: "listingLost" });
  await db.farmListingSite.deleteMany({ where: { domain: "two.localhost" } });
  expect(await apply("r2", sealed)).toEqual({ outcome: "listingLost" });
  expect(await db.site.count()).toBe(0);
});

test("hole 31: nothing gets into a sealed listing, and one that is gone can't be sealed", async () => {
  const sealed = await listing("r", [site("one.localhost")]);
  await expect(stageSites(db, sealed, [site("late.localhost")])).rejects.toThrow(/is sealed or gone/);
  await db.farmListing.deleteMany();
  await expect(sealListing(db, sealed, { siteCount: 1, farmMs: 5 })).rejects.toThrow(/is gone/);
});

test("a site is a custom domain unless it lies below a configured one, whatever characters stand in that", async () => {
  const names = ["a.wiki_s.localhost", "a.wikixs.localhost", "a.wiki%.localhost", "wiki_s.localhost"];
  const listingId = await listing(
    "r",
    names.map((name) => ({ ...site(name), manageable: true })),
  );
  await applySync(db, {
    listingId,
    runId: "r",
    ...settings,
    siteDomains: ["wiki_s.localhost", "%.localhost"],
  });
  const custom = await db.site.findMany({ where: { isCustomDomain: true }, orderBy: { domain: "asc" } });
  expect(custom.map(({ domain }) => domain)).toEqual([
    "a.wiki%.localhost",
    "a.wikixs.localhost",
    "wiki_s.localhost",
  ]);
});

test("hole 31: a late apply after the next run has no effect", async () => {
  const late = await listing("r1", [site("gone-since.localhost")]);
  expect(await apply("r2", await listing("r2", [site("new.localhost")]))).toMatchObject({ sitesAdded: 1 });
  expect(await apply("r1", late)).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
  expect(await db.site.findMany()).toMatchObject([{ domain: "new.localhost" }]);
});

test("an apply that is repeated, or recorded as failed afterwards, answers what was recorded", async () => {
  const id = await listing("r", [site("one.localhost")]);
  const first = await apply("r", id);
  expect(await apply("r", id)).toEqual(first);
  const failed = { runId: "r", workflowId: "w", code: "unexpected", message: "lost" };
  expect(await recordFailedSync(db, failed)).toEqual(first);
  expect(await db.syncRun.count()).toBe(1);
});

test("hole 23: what waits is claimed by the run that begins, and ended with it, done or failed", async () => {
  const ask = () => db.operation.create({ data: { kind: "sync", trigger: "button", deadline: inAMinute() } });
  const [first, second] = [await ask(), await ask()];
  const id = await listing("r1", [site("one.localhost")]);
  const third = await ask();
  expect(await apply("r1", id)).toMatchObject({ another: true });
  const states = async () =>
    (await db.operation.findMany({ orderBy: { createdAt: "asc" } })).map((o) => o.state);
  expect(await states()).toEqual(["done", "done", "running"]);
  await beginSync(db, { runId: "r2", workflowId: "w", attempt: 1 });
  const failed = { runId: "r2", workflowId: "w", code: "farmDidNotAnswer", message: "No answer." };
  expect(await recordFailedSync(db, failed)).toMatchObject({ success: false, another: false });
  expect(await states()).toEqual(["done", "done", "refused"]);
  expect(await db.operation.findUnique({ where: { id: third.id } })).toMatchObject({ message: "No answer." });
  const byOperations = { where: { NOT: { operationId: null } }, orderBy: { id: "asc" } } as const;
  expect(await db.auditEvent.findMany(byOperations)).toMatchObject([
    { operationId: first.id, action: "sync", outcome: "synced" },
    { operationId: second.id },
    { operationId: third.id, outcome: "farmDidNotAnswer" },
  ]);
});

test("hole 14: what waited past its deadline is given up when a run begins, which is nobody's then", async () => {
  const ask = (deadline: Date) =>
    db.operation.create({ data: { kind: "sync", trigger: "button", appliesRunId: "refused", deadline } });
  const overdue = await ask(new Date(Date.now() - 1));
  await apply("late", await listing("late", [site("one.localhost")]));
  expect(await db.operation.findUnique({ where: { id: overdue.id } })).toMatchObject({
    state: "gaveUp",
    outcome: "gaveUp",
    message: messages.gaveUp,
    runId: null,
  });
  expect(await db.syncRun.findUnique({ where: { runId: "late" } })).toMatchObject({
    trigger: "schedule",
    appliesRunId: null,
  });

  // What a run has claimed isn't waiting any more, however long that run takes.
  const claimed = await ask(inAMinute());
  await beginSync(db, { runId: "slow", workflowId: "w", attempt: 1 });
  await db.operation.update({ where: { id: claimed.id }, data: { deadline: new Date(0) } });
  await beginSync(db, { runId: "slow", workflowId: "w", attempt: 2 });
  expect(await db.operation.findUnique({ where: { id: claimed.id } })).toMatchObject({
    state: "running",
    runId: "slow",
  });
});

test("hole 42: a run claims what is like any other, or what applies one refused run, and leaves the rest to the next", async () => {
  const ask = (appliesRunId: string | null) =>
    db.operation.create({ data: { kind: "sync", trigger: "button", appliesRunId, deadline: inAMinute() } });
  const asked = [await ask("b"), await ask(null), await ask("a"), await ask("b"), await ask(null)];
  const runs: (string | null)[][] = [];
  for (const runId of ["r1", "r2", "r3"]) {
    await beginSync(db, { runId, workflowId: "w", attempt: 1 });
    const answer = await apply(runId, await listing(runId, [site("one.localhost")], 2));
    expect(answer).toMatchObject({ another: runId !== "r3" });
    const done = await db.operation.findMany({ where: { runId }, orderBy: { createdAt: "asc" } });
    runs.push(done.map(({ id, state }) => (state === "done" ? id : null)));
  }
  const [b1, plain1, a, b2, plain2] = asked.map(({ id }) => id);
  expect(runs).toEqual([[b1, b2], [plain1, plain2], [a]]);
  const applied = await db.syncRun.findMany({ orderBy: { id: "asc" } });
  expect(applied.map(({ appliesRunId }) => appliesRunId)).toEqual(["b", null, "a"]);
});

test("a run that died leaves what it had claimed to the next one", async () => {
  const asked = await db.operation.create({
    data: { kind: "sync", trigger: "button", deadline: inAMinute() },
  });
  await beginSync(db, { runId: "died", workflowId: "w", attempt: 1 });
  await apply("r", await listing("r", [site("one.localhost")]));
  expect(await db.operation.findUnique({ where: { id: asked.id } })).toMatchObject({
    state: "done",
    runId: "r",
  });
});

test("hole 21: 100,000 sites are staged, added, found again and removed", async () => {
  const sites = Array.from({ length: 100_000 }, (_, index) =>
    site(`site-${index}.localhost`, { subject: `u${index % 500}` }),
  );
  const sync = async (run: string, listed: StagedSite[]) => apply(run, await listing(run, listed));
  expect(await sync("r1", sites)).toMatchObject({ sitesFound: 100_000, sitesAdded: 100_000 });
  expect(await sync("r2", sites)).toMatchObject({ sitesFound: 100_000, sitesAdded: 0, sitesRemoved: 0 });
  expect(await sync("r3", sites.slice(0, 50_000))).toMatchObject({ sitesAdded: 0, sitesRemoved: 50_000 });
  expect(await db.site.count()).toBe(50_000);
}, 120_000);
