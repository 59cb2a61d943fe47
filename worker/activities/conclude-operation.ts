import type { Refusal } from "#lib/contracts/outcomes.ts";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type {
  CreateFedWikiSiteWorkflowInput,
  DeleteFedWikiSiteWorkflowInput,
} from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import { UNKNOWN_OWNER } from "#lib/farm/owner.ts";
import type { LedgerAnswer } from "#lib/ledger/answer.ts";
import { concludeOperation, type Finding, settleOperation } from "#lib/ledger/conclude.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";
import { secureSite } from "./secure-site.ts";

export type FailedOperation = {
  /** What went wrong; the outcome unless the farm tells of another one. */
  code: Refusal;
} & (
  | { kind: "create"; input: CreateFedWikiSiteWorkflowInput }
  | { kind: "delete"; input: DeleteFedWikiSiteWorkflowInput }
);

/**
 * The last step of a create or delete that failed. With nothing on its way to the farm it gives back what the operation
 * holds. Otherwise it asks the farm once how the matter ended, and without an answer leaves it as `unknown`.
 * Twice is safe: the ledger answers for an operation that has ended, and the farm is only read, but for a wiki of ours
 * that has to be secured.
 * Throws DatabaseUnavailableError (retryable), and FarmUnavailableError when such a wiki can't be secured.
 */
export function concludeOperationActivity(dependencies: ActivityDependencies) {
  const { database, config } = dependencies;
  return heartbeating(async (failed: FailedOperation): Promise<StepResult> => {
    const step = ledgerStep(failed.kind, failed.input, config);
    const answer = await patiently(() => concludeOperation(database, step, failed.code));
    if (answer.outcome !== "unknown") return stepResult(answer);
    const finding = await find(dependencies, failed, answer);
    return stepResult(await patiently(() => settleOperation(database, step, failed.code, finding)));
  });
}

async function find(
  dependencies: ActivityDependencies,
  failed: FailedOperation,
  { operationId }: LedgerAnswer,
): Promise<Finding> {
  const site = await ask(dependencies, failed.input.domain);
  if (failed.kind === "delete" || site === "silent" || site === "absent") return site;
  // The farm writes the owner last, so a request of ours may be between the folder and its owner.
  if (site.owner.name === UNKNOWN_OWNER) return "silent";
  const isOurs = site.owner.marker?.operation === operationId && site.status === "active";
  return isOurs ? (await secureSite(dependencies, site, failed.input)).site : site;
}

async function ask({ farm }: ActivityDependencies, domain: string): Promise<Finding> {
  try {
    return await farm.get(domain);
  } catch (error) {
    if (error instanceof FarmManagerAPIError || error instanceof FarmUnavailableError) return "silent";
    throw error;
  }
}
