/** How an operation ends without what was asked for. Each has a sentence for the member. */
export const refusals = [
  "quotaExceeded",
  "tooManyCreates",
  "unusableName",
  "alreadyExists",
  /** The name is that of an archived wiki of the member's own. */
  "restoreInstead",
  /** A visit made a folder of the name, which nobody owns. */
  "visitedBefore",
  /** The farm has a folder of the name without a site in it. */
  "inconsistent",
  /** The name of a removed wiki, which the farm may still run. */
  "nameKept",
  "tooManyArchived",
  "permissionDenied",
  "authenticationFailed",
  "noSuchWiki",
  "adminSite",
  /** An administrator put the wiki on hold. */
  "onHold",
  /** A request of an earlier operation may still reach the site. */
  "quiet",
  /** The wiki isn't archived any more, or another one of its name is. */
  "nothingToRestore",
  /** Only administrators may restore what somebody else than its owner archived. */
  "archivedByAdministrator",
  /** The farm has proven that it doesn't have the archived wiki any more. */
  "lostOnFarm",
  /** The farm names another owner for the archived wiki than the console knows. */
  "otherOwnerOnFarm",
  "busy",
  /** It ended as unknown, and the same member's later request took it over. */
  "takenOver",
  /** The user isn't the person who asked: the database was restored to an earlier state. */
  "personChanged",
  "gaveUp",
  "farmDidNotAnswer",
  "databaseUnavailable",
  "unknown",
  "unexpected",
] as const;

export type Refusal = (typeof refusals)[number];

/** How a sync ends without what was asked for: refused when it would do harm, or can't be done as configured. */
export type SyncRefusal = Refusal | "syncRefused";

/** How a database step of an activity ended; the ledger's functions in prisma/functions answer with these codes. */
export const outcomes = [
  /** Go on. */
  "go",
  /** Go on with a wiki of the member's that was on the farm before the console knew it. */
  "adopt",
  /** Another attempt with a higher fence goes on; this one stops. */
  "superseded",
  "created",
  "deleted",
  /** A secured wiki shows its owner and is writable again. */
  "opened",
  /** A wiki that runs without its owner was made read-only by a sweep. */
  "secured",
  "restored",
  "synced",
  "syncRefused",
  /** What a sync would change is known. */
  "previewed",
  ...refusals,
] as const;

export type Outcome = (typeof outcomes)[number];

export function isRefusal(value: unknown): value is Refusal {
  return refusals.some((refusal) => refusal === value);
}
