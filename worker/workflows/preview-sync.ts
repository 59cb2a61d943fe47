import { CancellationScope, isCancellation } from "@temporalio/workflow";
import type { PreviewSyncWorkflowInput, PreviewSyncWorkflowOutput } from "#lib/contracts/workflows.ts";
import type { PreviewResult } from "../activities/preview-sync.ts";
import { concludePreviewActivity, previewSyncActivity } from "./activities.ts";
import { failureCode } from "./failure-code.ts";

/** Finds out what a sync would change, and changes nothing. */
export async function previewSyncWorkflow(
  input: PreviewSyncWorkflowInput,
): Promise<PreviewSyncWorkflowOutput> {
  const { outcome, message } = await previewSyncActivity(input).catch((error: unknown) =>
    conclude(input, error),
  );
  return outcome === "previewed"
    ? { success: true }
    : { success: false, ...(message !== null && { errorMessage: message }) };
}

async function conclude({ supportUrl }: PreviewSyncWorkflowInput, error: unknown): Promise<PreviewResult> {
  const failed = { code: failureCode(error), supportUrl };
  const result = await CancellationScope.nonCancellable(() => concludePreviewActivity(failed));
  if (isCancellation(error)) throw error;
  return result;
}
