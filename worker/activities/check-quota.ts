import type { StepResult } from "#lib/contracts/step-result.ts";
import type { CreateFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { refuseName } from "#lib/ledger/conclude.ts";
import { reserveSite } from "#lib/ledger/create.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { withFullDomain } from "./full-domain.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";

/**
 * Completes the name, checks the member's quota and, when it allows one more, reserves the name by writing the site's
 * row as `creating`. The result has the full domain, with which the workflow goes on.
 * Twice is safe: the ledger knows the operation, and a repeated call gets the row that the first one wrote.
 * Throws DatabaseUnavailableError (retryable); a refusal is an answer, not an error.
 */
export function checkQuotaActivity({ database, config }: ActivityDependencies) {
  return async (input: CreateFedWikiSiteWorkflowInput): Promise<StepResult> => {
    const named = withFullDomain(input, config);
    if (!named.ok) {
      const step = ledgerStep("create", input, config);
      return stepResult(await patiently(() => refuseName(database, step, named.reason)));
    }
    const wanted = {
      isCustomDomain: input.isCustomDomain,
      quota: config.fedwikiSiteQuota,
      createsPerHour: config.fedwikiCreatesPerHour,
    };
    const step = ledgerStep("create", named.input, config);
    return stepResult(await patiently(() => reserveSite(database, step, wanted)));
  };
}
