import { z } from "zod";
import type { FarmSite } from "#lib/farm/site.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { type Asked, askLedger, askLedgerAs, json, type LedgerAnswer, ledgerAnswer } from "./answer.ts";
import { siteFacts } from "./facts.ts";
import { type SecuredSite, securedFacts } from "./finding.ts";
import type { LedgerStep } from "./step.ts";

const reservation = ledgerAnswer.extend({
  /** With `go` alone: the wiki that is to come back. */
  wiki: z.object({ stateBefore: z.enum(["active", "readonly"]), isCustomDomain: z.boolean() }).optional(),
});

export type RestoreReservation = z.infer<typeof reservation> & Asked;
export type RestoringWiki = NonNullable<RestoreReservation["wiki"]>;

/** Checks permission and wins quota and name by writing the site's row as `restoring`; `go`, also when it was won before. */
export function reserveRestore(
  db: PrismaClient,
  step: LedgerStep,
  quota: number,
): Promise<RestoreReservation> {
  return askLedgerAs(reservation, db, Prisma.sql`reserve_restore(${json(step)}::jsonb, ${quota}::int)`);
}

/** Leave to send the restore of this site to the farm, once, in this attempt. */
export function beginRestore(db: PrismaClient, step: LedgerStep, site: FarmSite): Promise<LedgerAnswer> {
  return askLedger(db, Prisma.sql`begin_restore(${json(step)}::jsonb, ${json(siteFacts(site))}::jsonb)`);
}

/** The wiki is its owner's again, as the farm describes it. */
export function confirmRestore(
  db: PrismaClient,
  step: LedgerStep,
  restored: SecuredSite,
): Promise<LedgerAnswer> {
  const farm = json(securedFacts(restored));
  return askLedger(
    db,
    Prisma.sql`confirm_restore(${json(step)}::jsonb, ${farm}::jsonb, ${restored.message})`,
  );
}

/** Ends a restore of a wiki that the farm doesn't have any more, as it has proven. */
export function loseRestore(db: PrismaClient, step: LedgerStep): Promise<LedgerAnswer> {
  return askLedger(db, Prisma.sql`lose_restore(${json(step)}::jsonb)`);
}
