import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { poolOf } from "#lib/database/client.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import type { ListingRefusal } from "./implausible.ts";
import type { StagedSite } from "./staged-site.ts";

/** One attempt of one run to list the farm. */
export interface SyncAttempt {
  runId: string;
  workflowId: string;
  attempt: number;
}

/** Of one statement: half a megabyte or so. A listing's portions are smaller; what is missing from it may be more. */
const PORTION = 2_500;

/** Claims the syncs that wait and begins a listing; returns its id. Repeated, it begins anew. */
export async function beginSync(
  db: PrismaClient,
  { runId, workflowId, attempt }: SyncAttempt,
): Promise<number> {
  return callFunction(db, z.int(), Prisma.sql`begin_sync(${runId}, ${workflowId}, ${attempt}::int)`);
}

/** Removes what earlier runs staged. */
export async function tidyListings(db: PrismaClient): Promise<void> {
  await db.$executeRaw`select tidy_listings()`;
}

/** Writes sites into a listing that is still open; those that are there already stay as they are. */
export async function stageSites(
  db: PrismaClient,
  listingId: number,
  sites: readonly StagedSite[],
): Promise<void> {
  for (let from = 0; from < sites.length; from += PORTION) {
    await stagePortion(db, listingId, sites.slice(from, from + PORTION));
  }
}

const STAGE_SITES = "select stage_sites($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/** In one statement, for some thousand sites at most. */
async function stagePortion(
  db: PrismaClient,
  listingId: number,
  sites: readonly StagedSite[],
): Promise<void> {
  await poolOf(db).query(STAGE_SITES, [
    listingId,
    sites.map(({ domain }) => domain),
    sites.map(({ status }) => status),
    sites.map(({ ownerName }) => ownerName),
    sites.map(({ subject }) => subject),
    sites.map(({ markerConsole }) => markerConsole),
    sites.map(({ markerOperation }) => markerOperation),
    sites.map(({ pages }) => pages),
    sites.map(({ storageBytes }) => storageBytes),
    sites.map(({ lastModified }) => lastModified),
    sites.map(({ manageable }) => manageable),
    sites.map(({ asked }) => asked ?? null),
  ]);
}

const refusal = z.object({
  refusedBy: z.string().nullable(),
  refused: z.int(),
  limit: z.int().nullable(),
  message: z.string(),
});

export interface ListingCount {
  siteCount: number;
  /** How long the farm took to list, without what it waited for the database meanwhile. */
  farmMs: number;
}

/** What the guards say against a listing that is staged in full, kept for the run's row; null: it may go on. */
export async function guardListing(
  db: PrismaClient,
  listingId: number,
  { adminSite, siteCount, farmMs }: ListingCount & { adminSite: string },
): Promise<ListingRefusal | null> {
  const call = Prisma.sql`guard_listing(${listingId}::int, ${adminSite}, ${siteCount}::int, ${farmMs}::int)`;
  return callFunction(db, refusal.nullable(), call);
}

const changes = z.array(
  z.object({ domain: z.string(), status: z.string().nullable(), subject: z.string().nullable() }),
);

/** A site that the listing would have the console change, and what the listing says of it; no status: it lacks it. */
export type ListedChange = z.infer<typeof changes>[number];

export async function sitesToConfirm(db: PrismaClient, listingId: number): Promise<ListedChange[]> {
  return changes.parse(await db.$queryRaw`select * from sync_to_confirm(${listingId}::int)`);
}

/** These sites said of themselves what the listing says. */
export async function confirmListed(db: PrismaClient, listingId: number, domains: string[]): Promise<void> {
  await db.$executeRaw`select confirm_listed(${listingId}::int, ${domains}::text[])`;
}

/** Nothing is applied before this. */
export async function sealListing(
  db: PrismaClient,
  listingId: number,
  { siteCount, farmMs }: ListingCount,
): Promise<void> {
  await db.$executeRaw`select seal_listing(${listingId}::int, ${siteCount}::int, ${farmMs}::int)`;
}
