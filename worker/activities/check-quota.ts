import type { StepResult } from "#lib/contracts/step-result.ts";
import type { CreateFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { reserveSite } from "#lib/ledger/create.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";

/**
 * Checks the member's quota and, when it allows one more, reserves the name by writing the site's row as `creating`.
 * Twice is safe: the ledger knows the operation, and a repeated call gets the row that the first one wrote.
 * Throws DatabaseUnavailableError (retryable); a refusal is an answer, not an error.
 */
export function checkQuotaActivity({ database, config }: ActivityDependencies) {
  return async (input: CreateFedWikiSiteWorkflowInput): Promise<StepResult> => {
    const wanted = {
      isCustomDomain: input.isCustomDomain,
      quota: config.fedwikiSiteQuota,
      createsPerHour: config.fedwikiCreatesPerHour,
    };
    const step = ledgerStep("create", input, config);
    return stepResult(await patiently(() => reserveSite(database, step, wanted)));
  };
}
