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
    permissionDenied: messages.permissionDenied,
    authenticationFailed: messages.authenticationFailed(supportUrl),
    noSuchWiki: messages.noSuchWiki,
    adminSite: messages.adminSite,
    busy: messages.busy,
    gaveUp: messages.gaveUp,
    farmDidNotAnswer: messages.farmDidNotAnswer(supportUrl),
    databaseUnavailable: messages.databaseUnavailable(supportUrl),
    unknown: messages.outcomeUnknown(supportUrl),
    unexpected: messages.unexpected(supportUrl),
  };
}
