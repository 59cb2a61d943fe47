import { cancellationSignal } from "@temporalio/activity";
import { farmOwner } from "#lib/contracts/owner.ts";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { CreateFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { beginCreate, confirmCreate } from "#lib/ledger/create.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";
import { makeOrFindSite } from "./make-or-find-site.ts";
import { secureSite } from "./secure-site.ts";
import { sending } from "./sending.ts";

/**
 * Makes the reserved wiki on the farm and confirms its row.
 * Twice is safe: the ledger answers for an operation that has ended, and a wiki that an earlier attempt made is known
 * by the marker in its owner.json.
 * Throws FarmManagerAPIError (final), FarmUnavailableError and DatabaseUnavailableError (retryable).
 */
export function createFedWikiSiteActivity(dependencies: ActivityDependencies) {
  const { database, config } = dependencies;
  return heartbeating(async (input: CreateFedWikiSiteWorkflowInput): Promise<StepResult> => {
    const signal = cancellationSignal();
    const step = ledgerStep("create", input, config);
    const leave = await patiently(() => beginCreate(database, step), signal);
    if (leave.outcome !== "go") return stepResult(leave);

    const marker = { console: leave.console, operation: leave.operationId };
    const owner = farmOwner(input.ownerName, input.ownerId, marker);
    const made = await sending(database, step, leave, () =>
      makeOrFindSite(dependencies, { step, leave, owner, signal }),
    );
    const { site, message } = await secureSite(dependencies, made, input);
    return stepResult(await patiently(() => confirmCreate(database, step, site, message), signal));
  });
}
