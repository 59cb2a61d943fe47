import { cancellationSignal } from "@temporalio/activity";
import { messages } from "#lib/contracts/messages.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { CreateFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { beginCreate, confirmCreate } from "#lib/ledger/create.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";
import { makeOrFindSite } from "./make-or-find-site.ts";
import { secureSite, securingWords } from "./secure-site.ts";
import { sending } from "./sending.ts";

/**
 * Makes the reserved wiki on the farm and confirms its row.
 * Twice is safe: the ledger answers for an operation that has ended, and a wiki that an earlier attempt made is known
 * by the marker in its owner.json.
 * Throws FarmManagerAPIError (final), FarmUnavailableError and DatabaseUnavailableError (retryable); a name that is
 * taken gets an answer, not an error.
 */
export function createFedWikiSiteActivity(dependencies: ActivityDependencies) {
  const { database, config, log } = dependencies;
  return heartbeating(async (input: CreateFedWikiSiteWorkflowInput): Promise<StepResult> => {
    const signal = cancellationSignal();
    const step = ledgerStep("create", input, config);
    const leave = await patiently(() => beginCreate(database, step), signal);
    if (leave.outcome !== "go") return stepResult(leave);

    const marker = { console: leave.console, operation: leave.operationId };
    const owner = farmOwner(input.ownerName, input.ownerId, marker);
    const found = await sending(database, step, leave, () =>
      makeOrFindSite(dependencies, { step, leave, owner, signal }),
    );
    if ("ended" in found) {
      const { outcome, domain } = found.ended;
      log.warn({ outcome, domain }, "a create met a site that isn't its own");
      return stepResult(found.ended);
    }
    const { site, adopted } = found;
    // The running site shows the name that stands in owner.json, which a member may have changed since.
    const secured = await secureSite(dependencies, site, {
      securer: { operationId: leave.operationId, attempt: step.attempt },
      ownerName: adopted ? site.owner.name : input.ownerName,
      isCustomDomain: input.isCustomDomain,
      words: adopted ? securingWords.adopted : securingWords.made,
      signal,
    });
    if ("barred" in secured) return stepResult(secured.barred);
    const made = adopted ? { ...secured, message: secured.message ?? messages.adopted } : secured;
    return stepResult(await patiently(() => confirmCreate(database, step, made), signal));
  });
}
