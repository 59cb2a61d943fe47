import { z } from "zod";
import type { RecordedSync } from "#lib/contracts/recorded-sync.ts";
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

export interface SyncToApply {
  listingId: number;
  runId: string;
  defaultUserId: number;
  siteDomains: string[];
}

/** Applies a sealed listing in one transaction; repeated, it answers what was recorded. */
export async function applySync(
  db: PrismaClient,
  { listingId, runId, defaultUserId, siteDomains }: SyncToApply,
): Promise<z.infer<typeof appliedSync>> {
  return ask(
    db,
    Prisma.sql`apply_sync(${listingId}::int, ${runId}, ${defaultUserId}::int, ${siteDomains}::text[])`,
    appliedSync,
  );
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
  return ask(db, Prisma.sql`record_failed_sync(${runId}, ${workflowId}, ${code}, ${message})`, recordedSync);
}

async function ask<T>(db: PrismaClient, call: Prisma.Sql, schema: z.ZodType<T>): Promise<T> {
  const rows = await db.$queryRaw(Prisma.sql`select ${call} as answer`);
  return z.tuple([z.object({ answer: schema })]).parse(rows)[0].answer;
}
