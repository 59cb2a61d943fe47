import { cancellationSignal } from "@temporalio/activity";
import type { Config } from "#lib/config.ts";
import type { Refusal } from "#lib/contracts/outcomes.ts";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type {
  CreateFedWikiSiteWorkflowInput,
  DeleteFedWikiSiteWorkflowInput,
  RestoreFedWikiSiteWorkflowInput,
} from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { concludeOperation, settleOperation } from "#lib/ledger/conclude.ts";
import { askFarm } from "./ask-farm.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { withFullDomain } from "./full-domain.ts";
import { heartbeating } from "./heartbeating.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";

export type FailedOperation = {
  /** What went wrong; the outcome unless the farm tells of another one. */
  code: Refusal;
} & (
  | { kind: "create"; input: CreateFedWikiSiteWorkflowInput }
  | { kind: "delete"; input: DeleteFedWikiSiteWorkflowInput }
  | { kind: "restore"; input: RestoreFedWikiSiteWorkflowInput }
);

/**
 * The last step of a create, delete or restore that failed. With nothing on its way to the farm it gives back what the
 * operation holds. Otherwise it asks the farm once how the matter ended, and leaves it as `unknown` when that isn't
 * final yet.
 * Twice is safe: the ledger answers for an operation that has ended, and the farm is only read, but for a wiki of its
 * own that has to be secured.
 * Throws DatabaseUnavailableError (retryable); a farm that doesn't answer has told nothing.
 */
export function concludeOperationActivity(dependencies: ActivityDependencies) {
  const { database, config } = dependencies;
  return heartbeating(async (operation: FailedOperation): Promise<StepResult> => {
    const failed = named(operation, config);
    const step = ledgerStep(failed.kind, failed.input, config);
    const answer = await patiently(() => concludeOperation(database, step, failed.code));
    if (answer.outcome !== "unknown") return stepResult(answer);
    const { kind, subject } = step;
    const finding = await askFarm(
      dependencies,
      { kind, subject, answer, ...(failed.kind === "create" && { ownerName: failed.input.ownerName }) },
      cancellationSignal(),
    );
    return stepResult(await patiently(() => settleOperation(database, step, failed.code, finding)));
  });
}

/** A create that failed before its name was completed has the same operation, and so the same domain. */
function named(failed: FailedOperation, config: Config): FailedOperation {
  if (failed.kind !== "create") return failed;
  const name = withFullDomain(failed.input, config);
  return name.ok ? { ...failed, input: name.input } : failed;
}
