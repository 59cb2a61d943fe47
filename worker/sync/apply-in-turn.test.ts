import { expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { waitingForLocks } from "#embedded/testing/waiting-for-locks.ts";
import { poolOf } from "#lib/database/client.ts";
import { freshDatabase } from "../testing/sync/fresh-database.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { applySync } from "./runs.ts";

const databases = await databasesForFile();

test("hole 23: a sync waits for the one that is being applied, so that no name becomes a live and a deleted wiki", async () => {
  const db = await freshDatabase(databases);
  const apply = (runId: string, listingId: number) => applySync(db, { listingId, runId, ...settings });
  const live = await sealedListing(db, "r1", [site("reserved.localhost"), site("archived-since.localhost")]);
  const archived = await sealedListing(db, "r2", [site("archived-since.localhost", { status: "archived" })]);

  const reserving = await poolOf(db).connect();
  await reserving.query("begin");
  await reserving.query(
    "insert into site (domain, owner_id, owner_source, state) values ('reserved.localhost', 1, 'person', 'creating')",
  );
  const first = apply("r1", live);
  // It has compared by now, and would not see what another one does meanwhile.
  await expect.poll(() => waitingForLocks(poolOf(db)), { timeout: 10_000 }).toBe(1);
  const second = apply("r2", archived);
  // It waits, or is through already.
  await Promise.race([second, expect.poll(() => waitingForLocks(poolOf(db)), { timeout: 10_000 }).toBe(2)]);
  await reserving.query("commit");
  reserving.release();

  expect(await first).toMatchObject({ success: true, sitesAdded: 1 });
  expect(await second).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
  const where = { domain: "archived-since.localhost" };
  expect(await db.site.count({ where })).toBe(1);
  expect(await db.archivedSite.count({ where })).toBe(0);
  await db.$disconnect();
});
