import { ApplicationFailure, CancellationScope, isCancellation, patched } from "@temporalio/workflow";
import type { Outcome } from "#lib/contracts/outcomes.ts";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { FailedOperation } from "../activities/conclude-operation.ts";
import { concludeOperationActivity } from "./activities.ts";
import { startSettling } from "./start-settling.ts";

const DONE: ReadonlySet<Outcome> = new Set(["created", "deleted", "restored"]);

/**
 * The last step of an operation that failed, also of one that was cancelled. An expected failure is the result, as the
 * member reads it; an unexpected one fails the workflow. One that nobody knows the outcome of is settled apart.
 */
export async function conclude(failed: FailedOperation, error: unknown): Promise<StepResult> {
  const result = await CancellationScope.nonCancellable(async () => {
    const concluded = await concludeOperationActivity(failed);
    const { outcome, operationId } = concluded;
    // Without an id an older worker concluded; the workers' sweep finds the operation then.
    if (outcome === "unknown" && operationId !== undefined && patched("settle")) {
      await startSettling(operationId, failed.input.supportUrl);
    }
    return concluded;
  });
  if (DONE.has(result.outcome)) return result;
  if (isCancellation(error)) throw error;
  if (result.outcome === "unexpected") {
    throw ApplicationFailure.nonRetryable(result.message ?? "Unexpected", "Unexpected");
  }
  return result;
}
