import { WorkflowExecutionAlreadyStartedError } from "@temporalio/common";
import { startChild } from "@temporalio/workflow";
import { type SettleSiteWorkflow, settleWorkflowId, workflowNames } from "#lib/contracts/workflows.ts";

/** Has an operation settled whose outcome isn't known. That goes on by itself when this workflow has ended. */
export async function startSettling(operationId: string, supportUrl: string): Promise<void> {
  try {
    await startChild<SettleSiteWorkflow>(workflowNames.settle, {
      workflowId: settleWorkflowId(operationId),
      args: [{ operationId, supportUrl }],
      parentClosePolicy: "ABANDON",
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
