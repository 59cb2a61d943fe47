import { z } from "zod";
import type { Config } from "#lib/config.ts";
import type { RecordedSync } from "#lib/contracts/recorded-sync.ts";
import { callFunction } from "#lib/database/call-function.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";

const recordedSync = z.object({
  outcome: z.literal("recorded"),
  success: z.boolean(),
  sitesFound: z.int(),
  sitesAdded: z.int(),
  sitesRemoved: z.int(),
  error: z.string().nullable(),
  endedAt: z.iso.datetime(),
  another: z.boolean(),
}) satisfies z.ZodType<RecordedSync>;

const appliedSync = z.discriminatedUnion("outcome", [
  recordedSync,
  z.object({ outcome: z.literal("defaultUserMissing") }),
  z.object({ outcome: z.literal("listingLost") }),
]);

/** What the SQL functions of a sync's effects read of the configuration. */
export interface SyncSettings {
  defaultUserId: number;
  siteDomains: string[];
  adminSite: string;
  /** Wikis a member may have who has no number of their own. */
  quota: number;
}

export interface SyncToApply extends SyncSettings {
  listingId: number;
  runId: string;
}

/** Applies a sealed listing in one transaction; repeated, it answers what was recorded. */
export async function applySync(
  db: PrismaClient,
  { listingId, runId, ...settings }: SyncToApply,
): Promise<z.infer<typeof appliedSync>> {
  const call = Prisma.sql`apply_listing(${listingId}::int, ${runId}, ${JSON.stringify(settings)}::jsonb)`;
  return callFunction(db, appliedSync, call);
}

/** The configuration's part of them. */
export function syncSettings(config: Config, defaultUserId: number): SyncSettings {
  return {
    defaultUserId,
    siteDomains: config.fedwikiSiteDomains,
    adminSite: adminSiteDomain(config),
    quota: config.fedwikiSiteQuota,
  };
}

export interface FailedSync {
  runId: string;
  workflowId: string;
  code: string;
  message: string;
}

/** Records a sync as failed, unless its outcome stands already, which is then the answer. */
export function recordFailedSync(
  db: PrismaClient,
  { runId, workflowId, code, message }: FailedSync,
): Promise<RecordedSync> {
  const call = Prisma.sql`record_failed_sync(${runId}, ${workflowId}, ${code}, ${message})`;
  return callFunction(db, recordedSync, call);
}
