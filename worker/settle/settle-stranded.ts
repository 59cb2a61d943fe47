import { type Client, WorkflowNotFoundError } from "@temporalio/client";
import { z } from "zod";
import {
  type SettleSiteWorkflow,
  settleWorkflowId,
  startedKinds,
  workflowId,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { Logger } from "#lib/log.ts";
import { type StartConfig, startWorkflow } from "#lib/operations/start-workflow.ts";
import { withAsker } from "#lib/operations/workflow-input.ts";
import { isUnreachable } from "#lib/temporal/unreachable.ts";
import { type Stranded, strandedOperations } from "./stranded.ts";

export interface Settling {
  database: PrismaClient;
  client: Client;
  config: StartConfig;
  log: Logger;
}

/** Of each call to Temporal. */
const TIMEOUT_MS = 5_000;

/**
 * Has every operation settled that nobody carries on: one that ended as unknown, and one whose workflow was terminated,
 * failed without a word, or couldn't be started until its deadline. One that isn't started yet is started, since its web
 * process may be gone. Safe to repeat and to run in several workers at once.
 * Stops between two of them when `stopping` is aborted, and when Temporal can't be reached: the next sweep goes on.
 */
export async function settleStranded(settling: Settling, stopping?: AbortSignal): Promise<void> {
  for (const operation of await strandedOperations(settling.database)) {
    if (stopping?.aborted) return;
    try {
      await settling.client.connection.withDeadline(Date.now() + TIMEOUT_MS, () =>
        settle(settling, operation),
      );
    } catch (error) {
      settling.log.warn({ operation: operation.id, err: error }, "an operation can't be settled just now");
      if (isUnreachable(error)) return;
    }
  }
}

async function settle(settling: Settling, operation: Stranded): Promise<void> {
  const { client, config, log } = settling;
  if (!operation.isUnknown) {
    if (await isCarriedOn(settling, operation)) return;
    log.warn({ operation: operation.id }, "an operation lost its workflow and is settled by asking the farm");
  }
  await client.workflow.start<SettleSiteWorkflow>(workflowNames.settle, {
    workflowId: settleWorkflowId(operation.id),
    taskQueue: config.temporalTaskQueue,
    // One that is at it goes on; one that somebody terminated begins again.
    workflowIdConflictPolicy: "USE_EXISTING",
    workflowIdReusePolicy: "ALLOW_DUPLICATE",
    args: [{ operationId: operation.id, supportUrl: config.supportUrl }],
  });
}

async function isCarriedOn(settling: Settling, operation: Stranded): Promise<boolean> {
  const { workflowId: id, isOverdue } = operation;
  if (id === null) return !isOverdue;
  try {
    const { status } = await settling.client.workflow.getHandle(id).describe();
    return status.name === "RUNNING";
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return !isOverdue && (await start(settling, operation.id));
  }
}

/**
 * As the web process does that may be about to, with the same effect. False for one that has sent something already and
 * whose workflow is gone: nobody knows what is on its way, so it isn't begun again.
 */
async function start({ database, client, config, log }: Settling, id: string): Promise<boolean> {
  const row = await database.operation.findUniqueOrThrow({ where: { id }, include: withAsker });
  const kind = z.enum(startedKinds).parse(row.kind);
  if (row.fence > 0) return false;
  // Another program's workflow, which has an id of its own.
  if (row.workflowId !== workflowId(kind, id)) return true;
  await startWorkflow(client, { ...row, kind }, config);
  log.info({ operation: id }, "an operation that nobody had started is started");
  return true;
}
