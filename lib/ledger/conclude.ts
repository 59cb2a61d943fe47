import type { Refusal } from "#lib/contracts/outcomes.ts";
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
import type { LedgerStep } from "./step.ts";

/** This attempt's request was answered, or never left: a failure that follows may give back what is held. */
export async function noteNothingOnItsWay(db: PrismaClient, step: LedgerStep): Promise<void> {
  await db.$executeRaw`select note_nothing_on_its_way(${json(step)}::jsonb)`;
}

/** Gives back what a failed operation holds and ends it; `unknown` when the farm has to be asked first. */
export function concludeOperation(
  db: PrismaClient,
  step: LedgerStep,
  code: Refusal,
): Promise<DoubtfulAnswer> {
  return askLedgerAs(doubtfulAnswer, db, Prisma.sql`conclude_operation(${json(step)}::jsonb, ${code})`);
}

/** Ends an operation that may never be sent since its name is none, with the reason as its sentence. */
export function refuseName(db: PrismaClient, step: LedgerStep, reason: string): Promise<LedgerAnswer> {
  const sentences = { ...step.sentences, unusableName: reason };
  return concludeOperation(db, { ...step, sentences }, "unusableName");
}

/** Ends an operation by what the farm said. */
export function settleOperation(
  db: PrismaClient,
  step: LedgerStep,
  code: Refusal,
  finding: Finding,
): Promise<LedgerAnswer> {
  return askLedger(
    db,
    Prisma.sql`settle_operation(${json(step)}::jsonb, ${code}, ${findingJson(finding)}::jsonb)`,
  );
}
