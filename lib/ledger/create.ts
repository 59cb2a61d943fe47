import type { FarmSite } from "#lib/farm/site.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import { askLedger, json, type LedgerAnswer } from "./answer.ts";
import { siteFacts } from "./facts.ts";
import { type SecuredSite, securedFacts } from "./finding.ts";
import type { LedgerStep } from "./step.ts";

export interface Reservation {
  isCustomDomain: boolean;
  /** Wikis a member may have who has no number of their own. */
  quota: number;
  createsPerHour: number;
}

/** Wins quota and name by inserting the site's row as `creating`; `go`, also when it was won before. */
export function reserveSite(db: PrismaClient, step: LedgerStep, wanted: Reservation): Promise<LedgerAnswer> {
  return askLedger(
    db,
    Prisma.sql`reserve_site(${json(step)}::jsonb, ${wanted.isCustomDomain}, ${wanted.quota}::int, ${wanted.createsPerHour}::int)`,
  );
}

/** Leave to send the create to the farm, once, in this attempt. */
export function beginCreate(db: PrismaClient, step: LedgerStep): Promise<LedgerAnswer> {
  return askLedger(db, Prisma.sql`begin_create(${json(step)}::jsonb)`);
}

/**
 * Whether the site in our way is ours, `go`, or the member's from before the console knew it, `adopt`; anything else
 * ends the create. `absent`: the farm has a folder of that name and says that it is no site.
 */
export function recogniseSite(
  db: PrismaClient,
  step: LedgerStep,
  site: FarmSite | "absent",
): Promise<LedgerAnswer> {
  const farm = json(site === "absent" ? null : siteFacts(site));
  return askLedger(db, Prisma.sql`recognise_site(${json(step)}::jsonb, ${farm}::jsonb)`);
}

/** Makes the reservation the member's wiki, as the farm describes it. */
export function confirmCreate(db: PrismaClient, step: LedgerStep, made: SecuredSite): Promise<LedgerAnswer> {
  const farm = json(securedFacts(made));
  return askLedger(db, Prisma.sql`confirm_create(${json(step)}::jsonb, ${farm}::jsonb, ${made.message})`);
}
