import { ApplicationFailure, CancellationScope, isCancellation } from "@temporalio/workflow";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { FailedOperation } from "../activities/conclude-operation.ts";
import { concludeOperationActivity } from "./activities.ts";

/**
 * The last step of an operation that failed, also of one that was cancelled. An expected failure is the result, as the
 * member reads it; an unexpected one fails the workflow.
 */
export async function conclude(failed: FailedOperation, error: unknown): Promise<StepResult> {
  const result = await CancellationScope.nonCancellable(() => concludeOperationActivity(failed));
  if (result.outcome === "created" || result.outcome === "deleted") return result;
  if (isCancellation(error)) throw error;
  if (result.outcome === "unexpected") {
    throw ApplicationFailure.nonRetryable(result.message ?? "Unexpected", "Unexpected");
  }
  return result;
}
