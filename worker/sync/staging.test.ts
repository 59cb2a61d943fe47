import { beforeEach, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { waitingForLocks } from "#embedded/testing/waiting-for-locks.ts";
import { poolOf } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { freshDatabase } from "../testing/sync/fresh-database.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { beginSync, stageSites, tidyListings } from "./listing-store.ts";
import { applySync } from "./runs.ts";

const databases = await databasesForFile();
let db: PrismaClient;
beforeEach(async () => {
  await db?.$disconnect();
  db = await freshDatabase(databases);
});

const begin = (runId: string) => beginSync(db, { runId, workflowId: "w", attempt: 1 });

test("what a run staged is removed once it has ended, and not before", async () => {
  const ended = await sealedListing(db, "r1", [site("one.localhost")]);
  await applySync(db, { listingId: ended, runId: "r1", ...settings });
  const open = await sealedListing(db, "r2", [site("one.localhost")]);
  await tidyListings(db);
  const left = await db.farmListingSite.findMany({ select: { listingId: true } });
  expect(left).toEqual([{ listingId: open }]);
});

test("a listing that is begun anew, or removed, takes its sites with it, and no other's", async () => {
  const staged = async (runId: string) => {
    const id = await begin(runId);
    await stageSites(db, id, [site("one.localhost"), site("two.localhost")]);
    return id;
  };
  const other = await staged("other");
  await staged("r");
  const anew = await staged("r");
  const left = () =>
    db.farmListingSite.groupBy({ by: "listingId", _count: true, orderBy: { listingId: "asc" } });
  expect(await left()).toEqual([
    { listingId: other, _count: 2 },
    { listingId: anew, _count: 2 },
  ]);
  await db.farmListing.delete({ where: { id: anew } });
  expect(await left()).toEqual([{ listingId: other, _count: 2 }]);
});

test("a listing that is begun anew waits for who stages into it, and leaves nothing of theirs", async () => {
  const first = await begin("r");
  const stager = await poolOf(db).connect();
  await stager.query("begin");
  await stager.query("select hold_open_listing($1)", [first]);
  await stager.query(
    "insert into farm_listing_site (listing_id, domain, status, owner_name, pages, storage_bytes, manageable) values ($1, 'late.localhost', 'active', 'x', 1, 1, true)",
    [first],
  );
  const begun = begin("r");
  await expect.poll(() => waitingForLocks(poolOf(db)), { timeout: 10_000 }).toBe(1);
  await stager.query("commit");
  stager.release();
  expect(await begun).not.toBe(first);
  expect(await db.farmListingSite.count()).toBe(0);
  await expect(stageSites(db, first, [site("late.localhost")])).rejects.toThrow(/is sealed or gone/);
});

test("a worker of the release before stages the same, as JSON", async () => {
  const sites = [
    site("one.localhost", {
      lastModified: "2026-11-01T12:00:00.000Z",
      markerConsole: "c",
      markerOperation: "o",
    }),
    site("two.localhost", { status: "gone", asked: "gone", manageable: false }),
  ];
  const [today, before] = [await begin("today"), await begin("before")];
  await stageSites(db, today, sites);
  await db.$executeRaw`select stage_listing(${before}::int, ${JSON.stringify(sites)}::jsonb)`;
  const rowsOf = (listingId: number) =>
    db.farmListingSite.findMany({
      where: { listingId },
      omit: { listingId: true },
      orderBy: { domain: "asc" },
    });
  expect(await rowsOf(before)).toEqual(await rowsOf(today));
  expect(await rowsOf(today)).toHaveLength(2);
});
