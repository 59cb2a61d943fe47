import { z } from "zod";
import { outcomes } from "#lib/contracts/outcomes.ts";
import { callFunction } from "#lib/database/call-function.ts";
import type { Prisma, PrismaClient } from "#lib/generated/prisma/client.ts";

export const ledgerAnswer = z.object({
  /** `go`, or how the operation ended, now or earlier. */
  outcome: z.enum(outcomes),
  /** The sentence for the member, where there is one. */
  message: z.string().nullable(),
  operationId: z.guid(),
  siteId: z.int().nullable(),
  domain: z.string(),
  /** UUID of this console. */
  console: z.guid(),
  /** An earlier changing request of this operation may still be on its way. */
  alreadySent: z.boolean(),
});

/** Of an operation in doubt: the farm is to be asked. */
export const doubtfulAnswer = ledgerAnswer.extend({
  /** With `unknown`: the wiki that it holds; null when it holds none any more. */
  held: z.object({ isCustomDomain: z.boolean() }).nullish(),
});

export interface Asked {
  /** When the ledger was asked, by `performance.now()`, and by `Date.now()`, which goes on while a machine is suspended. */
  askedAtMs: number;
  askedAtTime: number;
}

export type LedgerAnswer = z.infer<typeof ledgerAnswer> & Asked;
export type DoubtfulAnswer = z.infer<typeof doubtfulAnswer> & Asked;

/** One call of one of the ledger's functions: one round trip, one transaction. */
export function askLedger(db: PrismaClient, call: Prisma.Sql): Promise<LedgerAnswer> {
  return askLedgerAs(ledgerAnswer, db, call);
}

/** For functions that tell more. */
export async function askLedgerAs<T extends object>(
  schema: z.ZodType<T>,
  db: PrismaClient,
  call: Prisma.Sql,
): Promise<T & Asked> {
  const asked = { askedAtMs: performance.now(), askedAtTime: Date.now() };
  return { ...(await callFunction(db, schema, call)), ...asked };
}

export function json(value: object | null): string {
  return JSON.stringify(value);
}
