/** How a database step of an activity ended; the ledger's functions in prisma/migrations answer with these codes. */
export const outcomes = [
  /** Go on. */
  "go",
  "created",
  "deleted",
  "synced",
  "quotaExceeded",
  "tooManyCreates",
  "alreadyExists",
  "permissionDenied",
  "authenticationFailed",
  "noSuchWiki",
  "adminSite",
  "busy",
  "gaveUp",
  /** Another attempt with a higher fence goes on; this one stops. */
  "superseded",
  "farmDidNotAnswer",
  "databaseUnavailable",
  "unknown",
  "unexpected",
] as const;

export type Outcome = (typeof outcomes)[number];
