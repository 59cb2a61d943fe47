import { z } from "zod";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { StagedSite } from "./staged-site.ts";

/** One attempt of one run to list the farm. */
export interface SyncAttempt {
  runId: string;
  workflowId: string;
  attempt: number;
}

/** 1 MB of JSON or so: few round trips, and little of a large farm in memory twice. */
const CHUNK = 5_000;

const begun = z.tuple([z.object({ id: z.int() })]);

/** Claims the syncs that wait and begins a listing; returns its id. Repeated, it begins anew. */
export async function beginSync(
  db: PrismaClient,
  { runId, workflowId, attempt }: SyncAttempt,
): Promise<number> {
  const rows = await db.$queryRaw`select begin_sync(${runId}, ${workflowId}, ${attempt}::int) as id`;
  return begun.parse(rows)[0].id;
}

/** Removes what earlier runs staged. */
export async function tidyListings(db: PrismaClient): Promise<void> {
  await db.$executeRaw`select tidy_listings()`;
}

/** Writes sites into a listing that is still open; those that are there already stay as they are. */
export async function stageSites(db: PrismaClient, listingId: number, sites: StagedSite[]): Promise<void> {
  for (let from = 0; from < sites.length; from += CHUNK) {
    const chunk = JSON.stringify(sites.slice(from, from + CHUNK));
    await db.$executeRaw`select stage_listing(${listingId}::int, ${chunk}::jsonb)`;
  }
}

const domains = z.array(z.object({ domain: z.string() }));

/** Live sites of the console that the listing lacks. */
export async function unlistedSites(db: PrismaClient, listingId: number): Promise<string[]> {
  const rows = await db.$queryRaw`select domain from unlisted_sites(${listingId}::int) as domain`;
  return domains.parse(rows).map(({ domain }) => domain);
}

/** Nothing is applied before this. */
export async function sealListing(
  db: PrismaClient,
  listingId: number,
  { siteCount, farmMs }: { siteCount: number; farmMs: number },
): Promise<void> {
  await db.$executeRaw`select seal_listing(${listingId}::int, ${siteCount}::int, ${farmMs}::int)`;
}
