import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from "@temporalio/client";
import { logger } from "#lib/log.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import { hasRecentPoller } from "#lib/temporal/pollers.ts";
import { isUnreachable } from "#lib/temporal/unreachable.ts";
import { type Followed, findWorkflow } from "./find-workflow.ts";
import { giveUpUnstarted } from "./give-up.ts";
import { isEnded } from "./outcome.ts";
import { inQueueSince, pendingStep, type Step } from "./pending-step.ts";

export type Progress =
  /** The operation's row says how. */
  | { state: "ended" }
  /** Temporal couldn't be asked just now, or hasn't taken it yet. */
  | { state: "notKnown" }
  /** A sync that the schedule hasn't started yet. */
  | { state: "queued" }
  /** Nobody's worker has picked it up. */
  | { state: "waitingForWorker" }
  | ({ state: "working" } & Step)
  /** Its workflow ended without writing an outcome: it failed unexpectedly or somebody terminated it. */
  | { state: "failed" };

/** A page waits for this at each reload. */
const TIMEOUT_MS = 2_000;
const ENDED_WELL: ReadonlySet<string> = new Set(["COMPLETED", "CONTINUED_AS_NEW"]);
/** A worker with nothing to do takes a task within milliseconds, a busy one within seconds. */
const PICKED_UP_WITHIN_MS = 5_000;

/** Where an operation stands, asked from Temporal within two seconds. Throws only when the database can't be read. */
export async function readProgress(operation: Followed): Promise<Progress> {
  if (isEnded(operation)) return { state: "ended" };
  try {
    const client = await temporalClient();
    return await client.connection.withDeadline(Date.now() + TIMEOUT_MS, () => progressOf(client, operation));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) return notKnown(operation, error);
    return { state: (await giveUpUnstarted(operation.id)) ? "ended" : "notKnown" };
  }
}

function notKnown(operation: Followed, error: unknown): Progress {
  if (!isUnreachable(error)) {
    logger("operations").error({ operation: operation.id, err: error }, "An operation can't be followed");
  }
  return { state: "notKnown" };
}

async function progressOf(client: Client, operation: Followed): Promise<Progress> {
  const followed = await findWorkflow(client, operation);
  if (followed === undefined) return { state: "queued" };
  const description = await client.workflow.getHandle(followed.workflowId, followed.runId).describe();
  if (description.status.name !== "RUNNING")
    return followed.isAhead ? { state: "queued" } : afterwards(description);
  if (await lacksWorker(client, description)) return { state: "waitingForWorker" };
  return followed.isAhead
    ? { state: "queued" }
    : { state: "working", ...pendingStep(operation.kind, description) };
}

/** A worker that was killed still counts as a recent poller, so a task that nobody takes says so as well. */
async function lacksWorker(client: Client, description: WorkflowExecutionDescription): Promise<boolean> {
  const since = inQueueSince(description);
  if (since === undefined) return false;
  if (Date.now() - since.getTime() > PICKED_UP_WITHIN_MS) return true;
  return !(await hasRecentPoller(client, description.taskQueue));
}

/**
 * The row was read before Temporal was asked, so a completed workflow has written its outcome by now. A sync that
 * another one follows has ended as well.
 */
function afterwards(description: WorkflowExecutionDescription): Progress {
  return { state: ENDED_WELL.has(description.status.name) ? "ended" : "failed" };
}
