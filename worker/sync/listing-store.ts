import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import type { ListingRefusal } from "./implausible.ts";
import type { StagedSite } from "./staged-site.ts";

/** One attempt of one run to list the farm. */
export interface SyncAttempt {
  runId: string;
  workflowId: string;
  attempt: number;
}

/** Half a megabyte of JSON or so: few round trips, and little of a large farm in memory twice. */
const CHUNK = 2_500;
/** Measured with 10,000 sites on two cores: 220 ms one after the other, 130 ms so; more at once bring nothing. */
const AT_ONCE = 4;

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
  await stageEach(db, listingId, sites, (site) => site);
}

/** The same for what isn't in the listing's shape yet; it is put into it in portions. */
export async function stageEach<T>(
  db: PrismaClient,
  listingId: number,
  sites: readonly T[],
  staged: (site: T) => StagedSite,
): Promise<void> {
  let next = 0;
  async function stagePortions(): Promise<void> {
    while (next < sites.length) {
      const portion = sites.slice(next, next + CHUNK);
      next += CHUNK;
      const rows = JSON.stringify(portion.map(staged));
      await db.$executeRaw`select stage_listing(${listingId}::int, ${rows}::jsonb)`;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, stagePortions));
}

const refusal = z.object({
  refusedBy: z.string().nullable(),
  refused: z.int(),
  limit: z.int().nullable(),
  message: z.string(),
});

export interface ListingCount {
  siteCount: number;
  /** How long the farm took to list. */
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
