/** How an operation ends without what was asked for. Each has a sentence for the member. */
export const refusals = [
  "quotaExceeded",
  "tooManyCreates",
  "unusableName",
  "alreadyExists",
  "permissionDenied",
  "authenticationFailed",
  "noSuchWiki",
  "adminSite",
  "busy",
  "gaveUp",
  "farmDidNotAnswer",
  "databaseUnavailable",
  "unknown",
  "unexpected",
] as const;

export type Refusal = (typeof refusals)[number];

/** How a sync ends without what was asked for: refused when it would do harm, or can't be done as configured. */
export type SyncRefusal = Refusal | "syncRefused";

/** How a database step of an activity ended; the ledger's functions in prisma/migrations answer with these codes. */
export const outcomes = [
  /** Go on. */
  "go",
  /** Another attempt with a higher fence goes on; this one stops. */
  "superseded",
  "created",
  "deleted",
  "synced",
  "syncRefused",
  ...refusals,
] as const;

export type Outcome = (typeof outcomes)[number];

export function isRefusal(value: unknown): value is Refusal {
  return refusals.some((refusal) => refusal === value);
}
