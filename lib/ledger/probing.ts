import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";

/** A wiki whose running site is to be asked which owner it shows. */
export interface DueProbe {
  domain: string;
  /** Since when; whoever looks first decides. */
  dueAt: Date;
}

/** How the farm took the request to make a wiki read-only: `inDoubt` means that it may be on its way. */
export type ClosingEnd = "closed" | "refused" | "inDoubt";

const due = z.array(z.object({ domain: z.string(), dueAt: z.date() }));

/**
 * New ones before those that one sync may note in thousands; of either, those that wait longest. The comment tells
 * whoever looks at the database's statistics where the query comes from.
 */
export async function dueProbes(db: PrismaClient, atMost: number): Promise<DueProbe[]> {
  return due.parse(
    await db.$queryRaw`
      select domain, probe_due as "dueAt" /* sweep */ from site
      where probe_due <= clock_timestamp() and state = 'active' and operation_id is null
      order by created_at < clock_timestamp() - interval '1 hour', probe_due limit ${atMost}`,
  );
}

/** It wasn't asked, since the farm told nothing: it is soon. */
export async function retryProbe(db: PrismaClient, { domain, dueAt }: DueProbe): Promise<void> {
  await db.$executeRaw`select retry_probe(${domain}, ${dueAt})`;
}

/** It gave no answer: it is asked again, ever more rarely. */
export async function postponeProbe(db: PrismaClient, { domain, dueAt }: DueProbe): Promise<void> {
  await db.$executeRaw`select postpone_probe(${domain}, ${dueAt})`;
}

/** It shows its owner. */
export async function endProbing(db: PrismaClient, { domain, dueAt }: DueProbe): Promise<void> {
  await db.$executeRaw`select end_probing(${domain}, ${dueAt})`;
}

/**
 * Secures a wiki that runs without its owner, and gives leave to make it read-only on the farm, as an operation of
 * nobody's; undefined when something else is done with it, or too soon after one that failed.
 */
export async function beginClosing(db: PrismaClient, domain: string): Promise<string | undefined> {
  const id = await callFunction(db, z.guid().nullable(), Prisma.sql`begin_closing(${domain})`);
  return id ?? undefined;
}

export async function endClosing(db: PrismaClient, operationId: string, end: ClosingEnd): Promise<void> {
  await db.$executeRaw`select end_closing(${operationId}::uuid, ${end})`;
}
