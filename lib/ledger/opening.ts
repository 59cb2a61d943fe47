import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";

/** How the farm took it: `inDoubt` means that the request may be on its way. */
export type OpeningEnd = "opened" | "refused" | "inDoubt";

/**
 * Leave to open a secured wiki, by an operation of nobody's; undefined: something else is done with it, or it is too
 * soon after one that failed.
 */
export async function beginOpening(db: PrismaClient, domain: string): Promise<string | undefined> {
  const id = await callFunction(db, z.guid().nullable(), Prisma.sql`begin_opening(${domain})`);
  return id ?? undefined;
}

export async function endOpening(db: PrismaClient, operationId: string, end: OpeningEnd): Promise<void> {
  await db.$executeRaw`select end_opening(${operationId}::uuid, ${end})`;
}
