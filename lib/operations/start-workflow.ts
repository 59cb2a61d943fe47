import { setTimeout as delay } from "node:timers/promises";
import { type Client, WorkflowExecutionAlreadyStartedError, type WorkflowHandle } from "@temporalio/client";
import { getConfig } from "#lib/config.ts";
import {
  type CreateFedWikiSiteWorkflowInput,
  type DeleteFedWikiSiteWorkflowInput,
  type PreviewSyncWorkflowInput,
  type RestoreFedWikiSiteWorkflowInput,
  type StartedKind,
  workflowId,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import { temporalClient } from "#lib/temporal/client.ts";

interface WorkflowInputs {
  create: CreateFedWikiSiteWorkflowInput;
  delete: DeleteFedWikiSiteWorkflowInput;
  restore: RestoreFedWikiSiteWorkflowInput;
  preview: PreviewSyncWorkflowInput;
}

export type WorkflowInput<K extends StartedKind> = WorkflowInputs[K];

/** What the start needs of an operation's row. */
export interface StartableOperation<K extends StartedKind> {
  id: string;
  kind: K;
  deadline: Date;
}

/** One call's time; a start that takes longer is repeated, which is harmless since the id decides. */
const START_TIMEOUT_MS = 5_000;
const PAUSE_MS = 1_000;

/** Joins the operation's workflow or starts it. Throws WorkflowExecutionAlreadyStartedError when it has ended. */
export function startWorkflow<K extends StartedKind>(
  client: Client,
  operation: StartableOperation<K>,
  input: WorkflowInput<K>,
): Promise<WorkflowHandle> {
  return client.workflow.start(workflowNames[operation.kind], {
    workflowId: workflowId(operation.kind, operation.id),
    taskQueue: getConfig().temporalTaskQueue,
    workflowIdConflictPolicy: "USE_EXISTING",
    workflowIdReusePolicy: "REJECT_DUPLICATE",
    args: [input],
  });
}

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleStarting: Set<string> | undefined;
}

/**
 * Goes on trying after Temporal didn't take the start, until the operation's deadline, so that a submit isn't lost
 * with it. Never throws; what this process loses by its own death, a resubmitted form or the deadline settles.
 */
export async function keepStarting<K extends StartedKind>(
  operation: StartableOperation<K>,
  input: WorkflowInput<K>,
): Promise<void> {
  globalThis.memberConsoleStarting ??= new Set();
  const going = globalThis.memberConsoleStarting;
  if (going.has(operation.id)) return;
  going.add(operation.id);
  try {
    while (Date.now() < operation.deadline.getTime() && !(await tryStart(operation, input))) {
      await delay(PAUSE_MS, undefined, { ref: false });
    }
  } finally {
    going.delete(operation.id);
  }
}

/** True when the workflow is there; whatever else Temporal answers may be over in a moment. */
async function tryStart<K extends StartedKind>(
  operation: StartableOperation<K>,
  input: WorkflowInput<K>,
): Promise<boolean> {
  try {
    const client = await temporalClient();
    await client.connection.withDeadline(Date.now() + START_TIMEOUT_MS, () =>
      startWorkflow(client, operation, input),
    );
    return true;
  } catch (error) {
    return error instanceof WorkflowExecutionAlreadyStartedError;
  }
}
