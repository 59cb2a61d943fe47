import { cancellationSignal } from "@temporalio/activity";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { DeleteFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { isCanonical } from "#lib/domain-names.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import { concludeOperation } from "#lib/ledger/conclude.ts";
import { beginDelete, confirmDelete } from "#lib/ledger/delete.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";
import { sending } from "./sending.ts";
import { assertAbsent } from "./witness.ts";

/**
 * Archives the wiki on the farm and takes it out of the console. A wiki that the farm doesn't have, as it proves, is
 * deleted as well, since that is what was wished for.
 * Twice is safe: the ledger answers for an operation that has ended, and the farm archives what is archived again.
 * Throws FarmManagerAPIError (final), FarmUnavailableError and DatabaseUnavailableError (retryable); whoever may not
 * delete it gets an answer, not an error.
 */
export function deleteFedWikiSiteActivity(dependencies: ActivityDependencies) {
  const { database, farm, config } = dependencies;
  return heartbeating(async (input: DeleteFedWikiSiteWorkflowInput): Promise<StepResult> => {
    const signal = cancellationSignal();
    const step = ledgerStep("delete", input, config);
    // The farm would take it for a path or for another site, whatever a row says.
    if (!isCanonical(input.domain)) {
      return stepResult(await patiently(() => concludeOperation(database, step, "noSuchWiki"), signal));
    }
    const leave = await patiently(() => beginDelete(database, step, adminSiteDomain(config)), signal);
    if (leave.outcome !== "go") return stepResult(leave);

    const now = await sending(database, step, leave, async () => {
      const answer = await farm.archive(input.domain, signal);
      if (answer === "absent") await assertAbsent(dependencies, input.domain, signal);
      return answer;
    });
    return stepResult(await patiently(() => confirmDelete(database, step, now), signal));
  });
}
