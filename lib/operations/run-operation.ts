import { type Client, WorkflowFailedError } from "@temporalio/client";
import { getConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import { type StartedKind, workflowId } from "#lib/contracts/workflows.ts";
import { logger } from "#lib/log.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import { failureReason } from "#lib/temporal/failure-reason.ts";
import { isUnreachable } from "#lib/temporal/unreachable.ts";
import { type OperationOutput, recordedOutput } from "./outcome.ts";
import { keepStarting, startWorkflow } from "./start-workflow.ts";
import type { StartableOperation } from "./workflow-input.ts";

export type RunResult = { state: "finished"; output: OperationOutput } | { state: "running" };

/**
 * Starts the operation's workflow, or joins it, and waits for its result for at most `patience`.
 * An operation that has ended answers with its recorded outcome and starts nothing. `running` means: follow it at
 * /operations/ID, whether it is slow, waits for a worker or Temporal couldn't be reached yet.
 * Throws only when the database can't be read: whatever Temporal answers, the operation stands in the ledger.
 */
export async function runOperation(operation: StartableOperation): Promise<RunResult> {
  const recorded = await recordedOutput(operation.id);
  if (recorded !== undefined) return { state: "finished", output: recorded };

  const client = await temporalClient();
  const deadline = Date.now() + getConfig().patienceMs;
  let started = false;
  try {
    return await client.connection.withDeadline(deadline, async () => {
      await startWorkflow(client, operation, getConfig());
      started = true;
      return { state: "finished", output: await result(client, operation) };
    });
  } catch (error) {
    if (error instanceof WorkflowFailedError) return failed(error, operation);
    if (!started) {
      logger("operations").warn(
        { operation: operation.id, err: error },
        "Temporal didn't take an operation yet",
      );
      void keepStarting(operation);
    } else if (!isUnreachable(error)) {
      logger("operations").error({ operation: operation.id, err: error }, "An operation can't be waited for");
    }
    return { state: "running" };
  }
}

function result(client: Client, operation: { id: string; kind: StartedKind }): Promise<OperationOutput> {
  return client.workflow
    .getHandle<() => Promise<OperationOutput>>(workflowId(operation.kind, operation.id))
    .result();
}

/** An unexpected failure: logged with its reason, shown as one sentence. The ledger may know better. */
async function failed(error: WorkflowFailedError, operation: { id: string }): Promise<RunResult> {
  logger("operations").error(
    { operation: operation.id, reason: failureReason(error) },
    "An operation failed",
  );
  const recorded = await recordedOutput(operation.id);
  return {
    state: "finished",
    output: recorded ?? { success: false, errorMessage: messages.unexpected(getConfig().supportUrl) },
  };
}
