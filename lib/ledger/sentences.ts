import { messages } from "#lib/contracts/messages.ts";
import type { Sentences } from "./step.ts";

/** What the member reads for each; the ledger stores the sentence in the transaction that ends the operation. */
export function sentences(supportUrl: string, createsPerHour: number): Sentences {
  return {
    quotaExceeded: messages.quotaExceeded,
    quotaOfOne: messages.quotaOfOne,
    quotaOfNone: messages.quotaOfNone(supportUrl),
    tooManyCreates: messages.tooManyCreates(createsPerHour),
    unusableName: messages.unusableName,
    alreadyExists: messages.alreadyExists,
    restoreInstead: messages.restoreInstead,
    visitedBefore: messages.visitedBefore(supportUrl),
    inconsistent: messages.alreadyExists,
    nameKept: messages.nameKept,
    nameKeptForYou: messages.nameKeptForYou(supportUrl),
    tooManyArchived: messages.tooManyArchived(supportUrl),
    permissionDenied: messages.permissionDenied,
    authenticationFailed: messages.authenticationFailed(supportUrl),
    noSuchWiki: messages.noSuchWiki,
    adminSite: messages.adminSite,
    onHold: messages.onHold(supportUrl),
    quiet: messages.quiet,
    nothingToRestore: messages.nothingToRestore,
    archivedByAdministrator: messages.archivedByAdministrator(supportUrl),
    lostOnFarm: messages.lostOnFarm(supportUrl),
    otherOwnerOnFarm: messages.otherOwnerOnFarm(supportUrl),
    quotaOfRestore: messages.quotaOfRestore,
    quotaOfOwner: messages.quotaOfOwner,
    busy: messages.busy,
    takenOver: messages.takenOver,
    personChanged: messages.personChanged(supportUrl),
    gaveUp: messages.gaveUp,
    farmDidNotAnswer: messages.farmDidNotAnswer(supportUrl),
    databaseUnavailable: messages.databaseUnavailable(supportUrl),
    unknown: messages.outcomeUnknown(supportUrl),
    unexpected: messages.unexpected(supportUrl),
  };
}
