/** Every sentence a member hears about an operation. The first three are the seed's, letter for letter. */

export const messages = {
  alreadyExists: "A site with this name already exists. Please choose a different name.",
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
  /** A create that is done, but whose wiki hasn't answered yet. */
  createdSlowly: "Your wiki was made; it may take a minute until it answers.",
  /** A create that is done, but whose running site knows no owner: it is read-only until the farm restarts. */
  beingSecured:
    "Your wiki was made and is being secured. Until that is done it can be read, but not changed.",
  /** Where the name's own reason isn't known any more. */
  unusableName: "That name can't be used for a wiki. Please choose a different name.",
  noSuchWiki: "There is no such wiki any more. It may have been deleted already.",
  adminSite: "This is the farm's own admin site; it can't be deleted here.",
  busy: "Something else is being done with this wiki right now. Wait until it has ended, then try again.",
  outcomeUnknown: (supportUrl: string) =>
    withSupport(
      "The farm didn't say how this ended. Nothing is lost: submit again and the console asks it once more.",
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
