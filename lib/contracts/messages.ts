/**
 * Every sentence a member hears about an operation. The first three are the seed's, letter for letter. A refusal speaks
 * to who asked. What a wiki came to is read by its owner and by administrators, whoever asked, so it says "you" to nobody.
 */

export const messages = {
  alreadyExists: "A site with this name already exists. Please choose a different name.",
  restoreInstead:
    "You have a deleted wiki with this name, and the farm still keeps it. Restore it from the foot of your list of wikis, or choose a different name.",
  /** The same, where the form has a button for it. */
  restoreHere:
    "You have a deleted wiki with this name, and the farm still keeps it. Restore it below, or choose a different name.",
  visitedBefore: (supportUrl: string) =>
    withSupport(
      "Somebody visited this address before it was created, so the farm made an empty site there that belongs to nobody. Choose a different name, or ask support to clear this one.",
      supportUrl,
    ),
  nameKept:
    "This name belonged to a wiki that is gone, and is kept until the farm has been restarted. Please choose a different name.",
  nameKeptForYou: (supportUrl: string) =>
    withSupport(
      "Your wiki with this name is gone from the farm. Nobody can create the name before the farm has been restarted; then it is free again, for you and for everybody else.",
      supportUrl,
    ),
  permissionDenied: "You don't have permission to perform this action.",
  authenticationFailed: (supportUrl: string) =>
    withSupport("Authentication failed. Please contact support.", supportUrl),
  /** The ledger knows how many a member may have: it chooses the sentence and puts the number in. */
  quotaExceeded: "You have used all {quota} of your wikis. Delete one before you create another.",
  quotaOfOne: "You already have the one wiki that you may have. Delete it before you create another.",
  quotaOfNone: (supportUrl: string) =>
    withSupport("Your account isn't allowed any wikis. Please contact support.", supportUrl),
  tooManyCreates: (perHour: number) =>
    `You have created ${perHour} wikis within an hour, which is as many as the console allows. Try again later.`,
  /** The ledger puts the number in. */
  tooManyArchived: (supportUrl: string) =>
    withSupport(
      "You have deleted {limit} wikis that the farm still keeps, which is as many as the console allows. Restore one instead of creating another, or ask support to remove some for good.",
      supportUrl,
    ),
  /** A create that found a wiki of the member's from before the console knew it. */
  adopted:
    "The farm had this wiki already, with the same owner. It is in the console now, with all its pages.",
  adoptedAndSecured:
    "The farm had this wiki already, with the same owner. It is in the console now, and is being secured.",
  /** A create that is done, but whose wiki hasn't answered yet. */
  createdSlowly: "The wiki was made; it may take a minute until it answers.",
  /** A create that is done, but whose running site knows no owner: it is read-only until the farm restarts. */
  beingSecured: "The wiki was made and is being secured.",
  /** Where the name's own reason isn't known any more. */
  unusableName: "That name can't be used for a wiki. Please choose a different name.",
  noSuchWiki: "There is no such wiki any more. It may have been deleted already.",
  /** A wiki that its owner may not change; the ledger puts the administrator's reason in. */
  onHold: (supportUrl: string) =>
    withSupport(
      "An administrator has put this wiki on hold: {reason}. If you think that is wrong, please contact support.",
      supportUrl,
    ),
  quiet:
    "The farm hasn't answered an earlier request about this wiki, which may still reach it. Wait ten minutes, then try again.",
  nothingToRestore:
    "This wiki isn't among the deleted ones any more, so there is nothing to restore. It may be back already.",
  archivedByAdministrator: (supportUrl: string) =>
    withSupport(
      "An administrator deleted this wiki, so you can't restore it yourself. Please contact support.",
      supportUrl,
    ),
  lostOnFarm: (supportUrl: string) =>
    withSupport(
      "The farm doesn't have this wiki any more, so it can't be restored. Please contact support.",
      supportUrl,
    ),
  otherOwnerOnFarm: (supportUrl: string) =>
    withSupport(
      "On the farm this wiki belongs to somebody else now, so it can't be restored here. Please contact support.",
      supportUrl,
    ),
  /** The ledger puts the numbers in. */
  quotaOfRestore:
    "All the wikis that you may have ({quota}) are in use. Delete one before you restore this one.",
  quotaOfOwner:
    "All the wikis that its owner may have ({quota}) are in use. Raise that number, or have one deleted, before you restore this one.",
  /** A restore that is done, but whose wiki hasn't answered yet. */
  restoredSlowly: "The wiki is back; it may take a minute until it answers.",
  /** A restore that is done, but whose running site knows no owner: it is read-only until the farm restarts. */
  restoredAndSecured: "The wiki is back and is being secured.",
  adminSite: "This is the farm's own admin site; it can't be deleted here.",
  busy: "Something else is being done with this wiki right now. Wait until it has ended, then try again.",
  outcomeUnknown: (supportUrl: string) =>
    withSupport(
      "The farm hasn't said yet how this ended. Nothing is lost: the console goes on asking until it knows, and you may submit again.",
      supportUrl,
    ),
  /** An unknown outcome that a later request of the same member took over. */
  takenOver:
    "You asked for this once more, and that later request took it over: look there for how it ended.",
  /** The database was restored to an earlier state, where ids may mean other people. */
  personChanged: (supportUrl: string) =>
    withSupport(
      "The console's records have changed since you asked for this, so nothing more was done. Look at your wikis, then ask again.",
      supportUrl,
    ),
  farmDidNotAnswer: (supportUrl: string) =>
    withSupport(
      "The wiki farm didn't answer, so nothing was changed. Please try again in a few minutes.",
      supportUrl,
    ),
  databaseUnavailable: (supportUrl: string) =>
    withSupport(
      "The console's database didn't answer, so nothing was changed. Please try again in a few minutes.",
      supportUrl,
    ),
  gaveUp: "This waited too long for its turn and was given up. Nothing was changed; please try again.",
  unexpected: (supportUrl: string) =>
    withSupport("Something went wrong on our side. Please contact support.", supportUrl),
  defaultUserMissing: (id: number) =>
    `There is no user ${id}. Set fedwiki-sync-default-user-id to the id of an existing user (member-console users list shows them).`,
} as const;

/** A message that sends people to support names where that is; the seed's sentence stays its beginning. */
export function withSupport(sentence: string, supportUrl: string): string {
  return supportUrl === "" ? sentence : `${sentence} ${supportUrl}`;
}
