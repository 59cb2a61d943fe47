import type { Config } from "#lib/config.ts";
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
import { withFullDomain } from "./full-domain.ts";
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
 * Throws DatabaseUnavailableError (retryable). A farm that refuses or doesn't answer has given no answer, and neither
 * has one that doesn't secure such a wiki.
 */
export function concludeOperationActivity(dependencies: ActivityDependencies) {
  const { database, config } = dependencies;
  return heartbeating(async (operation: FailedOperation): Promise<StepResult> => {
    const failed = named(operation, config);
    const step = ledgerStep(failed.kind, failed.input, config);
    const answer = await patiently(() => concludeOperation(database, step, failed.code));
    if (answer.outcome !== "unknown") return stepResult(answer);
    const finding = await find(dependencies, failed, answer).catch(silence);
    return stepResult(await patiently(() => settleOperation(database, step, failed.code, finding)));
  });
}

/** A create that failed before its name was completed has the same operation, and so the same domain. */
function named(failed: FailedOperation, config: Config): FailedOperation {
  if (failed.kind === "delete") return failed;
  const name = withFullDomain(failed.input, config);
  return name.ok ? { ...failed, input: name.input } : failed;
}

async function find(
  dependencies: ActivityDependencies,
  failed: FailedOperation,
  { operationId }: LedgerAnswer,
): Promise<Finding> {
  const site = await dependencies.farm.get(failed.input.domain);
  if (failed.kind === "delete" || site === "absent") return site;
  // The farm writes the owner last, so a request of ours may be between the folder and its owner.
  if (site.owner.name === UNKNOWN_OWNER) return "silent";
  const isOurs = site.owner.marker?.operation === operationId && site.status === "active";
  return isOurs ? (await secureSite(dependencies, site, failed.input)).site : site;
}

function silence(error: unknown): "silent" {
  if (error instanceof FarmManagerAPIError || error instanceof FarmUnavailableError) return "silent";
  throw error;
}
