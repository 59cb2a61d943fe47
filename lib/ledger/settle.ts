import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import {
  askLedger,
  askLedgerAs,
  type DoubtfulAnswer,
  doubtfulAnswer,
  json,
  type LedgerAnswer,
} from "./answer.ts";
import { type Finding, findingJson } from "./finding.ts";
import type { Sentences } from "./step.ts";

/**
 * Takes over an operation whose workflow has ended or is gone. `unknown`: something of it may be on its way, and the
 * farm is to be asked; else how it ended, now or before.
 */
export function beginSettling(
  db: PrismaClient,
  operationId: string,
  sentences: Sentences,
): Promise<DoubtfulAnswer> {
  const call = Prisma.sql`begin_settling(${operationId}::uuid, ${json({ sentences })}::jsonb)`;
  return askLedgerAs(doubtfulAnswer, db, call);
}

/** Ends it by what the farm said, once; `unknown` when that isn't final yet. */
export function settleUnknown(
  db: PrismaClient,
  operationId: string,
  sentences: Sentences,
  finding: Finding,
): Promise<LedgerAnswer> {
  return askLedger(
    db,
    Prisma.sql`settle_unknown(${operationId}::uuid, ${json({ sentences })}::jsonb, ${findingJson(finding)}::jsonb)`,
  );
}
