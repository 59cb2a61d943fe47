import { z } from "zod";
import type { FarmSite } from "#lib/farm/site.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { type Asked, askLedgerAs, json, ledgerAnswer } from "./answer.ts";
import { siteFacts } from "./facts.ts";

const leave = ledgerAnswer.extend({
  /** With `go`: names the request; null when an earlier one may still be on its way, whatever becomes of this one. */
  securingAt: z.string().nullable().optional(),
});

export type SecuringLeave = z.infer<typeof leave> & Asked;

/** Who asks for leave: an attempt of the operation's activity, or who settles it. */
export interface Securer {
  operationId: string;
  attempt: number;
}

/** The attempt of who settles an operation: no other one may send any more. The ledger's ledger_no_more_sending(). */
export const SETTLING = 2_147_483_647;

/** Leave to make the wiki read-only that the operation holds, with one request. Anything but `go`: don't. */
export function beginSecuring(
  db: PrismaClient,
  { operationId, attempt }: Securer,
  site: FarmSite,
): Promise<SecuringLeave> {
  return askLedgerAs(
    leave,
    db,
    Prisma.sql`begin_securing(${operationId}::uuid, ${attempt}::int, ${json(siteFacts(site))}::jsonb)`,
  );
}

/** The request was answered, or never left. */
export async function endSecuring(
  db: PrismaClient,
  { operationId, securingAt }: SecuringLeave,
): Promise<void> {
  if (typeof securingAt !== "string") return;
  await db.$executeRaw`select end_securing(${operationId}::uuid, ${securingAt}::timestamptz)`;
}
