import { setTimeout as delay } from "node:timers/promises";
import { type Client, WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import { type Config, getConfig } from "#lib/config.ts";
import { workflowId, workflowNames } from "#lib/contracts/workflows.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import { type InputConfig, type StartableOperation, workflowInput } from "./workflow-input.ts";

/** One call's time; a start that takes longer is repeated, which is harmless since the id decides. */
const START_TIMEOUT_MS = 5_000;
const PAUSE_MS = 1_000;

export type StartConfig = InputConfig & Pick<Config, "temporalTaskQueue">;

/** Joins the operation's workflow or starts it; one that has ended is as good, since its result is there. */
export async function startWorkflow(
  client: Client,
  operation: StartableOperation,
  config: StartConfig,
): Promise<void> {
  try {
    await client.workflow.start(workflowNames[operation.kind], {
      workflowId: workflowId(operation.kind, operation.id),
      taskQueue: config.temporalTaskQueue,
      workflowIdConflictPolicy: "USE_EXISTING",
      workflowIdReusePolicy: "REJECT_DUPLICATE",
      args: [workflowInput(operation, config)],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleStarting: Set<string> | undefined;
}

/**
 * Goes on trying after Temporal didn't take the start, until the operation's deadline, so that it begins as soon as
 * Temporal is back. Never throws; what this process loses by its own end, a worker's sweep starts.
 */
export async function keepStarting(operation: StartableOperation): Promise<void> {
  globalThis.memberConsoleStarting ??= new Set();
  const going = globalThis.memberConsoleStarting;
  if (going.has(operation.id)) return;
  going.add(operation.id);
  try {
    while (Date.now() < operation.deadline.getTime() && !(await tryStart(operation))) {
      await delay(PAUSE_MS, undefined, { ref: false });
    }
  } finally {
    going.delete(operation.id);
  }
}

/** True when the workflow is there; whatever else Temporal answers may be over in a moment. */
async function tryStart(operation: StartableOperation): Promise<boolean> {
  try {
    const client = await temporalClient();
    await client.connection.withDeadline(Date.now() + START_TIMEOUT_MS, () =>
      startWorkflow(client, operation, getConfig()),
    );
    return true;
  } catch {
    return false;
  }
}
