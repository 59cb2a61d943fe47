import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { askLedger, json, type LedgerAnswer } from "./answer.ts";
import type { LedgerStep } from "./step.ts";

/** Checks permission, holds the wiki as `deleting` and gives leave to send, once, in this attempt. */
export function beginDelete(db: PrismaClient, step: LedgerStep, adminSite: string): Promise<LedgerAnswer> {
  return askLedger(db, Prisma.sql`begin_delete(${json(step)}::jsonb, ${adminSite})`);
}

/** The wiki leaves the console; archived ones are kept as such, absent ones aren't. */
export function confirmDelete(
  db: PrismaClient,
  step: LedgerStep,
  now: "archived" | "absent",
): Promise<LedgerAnswer> {
  return askLedger(db, Prisma.sql`confirm_delete(${json(step)}::jsonb, ${now === "archived"})`);
}
