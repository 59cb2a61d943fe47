import { type Client, ScheduleNotFoundError } from "@temporalio/client";
import { syncScheduleId } from "#lib/contracts/workflows.ts";
import { database } from "#lib/database/client.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";

/** What finds an operation's workflow. */
export type Followed = Pick<Operation, "id" | "kind" | "state" | "workflowId" | "runId">;

export interface FollowedWorkflow {
  workflowId: string;
  /** Of a sync: the workflow goes on with other runs. */
  runId?: string;
  /** Of a sync that no run has claimed yet: the one that it waits for. */
  isAhead?: true;
}

/** The workflow that carries an operation out; undefined for a sync when none goes on. */
export async function findWorkflow(
  client: Client,
  operation: Followed,
): Promise<FollowedWorkflow | undefined> {
  const { workflowId, runId } = operation;
  if (workflowId !== null) return { workflowId };
  if (runId === null) return syncAhead(client);
  const listing = await database().farmListing.findFirst({ where: { runId }, orderBy: { id: "desc" } });
  return listing === null ? undefined : { workflowId: listing.workflowId, runId };
}

async function syncAhead(client: Client): Promise<FollowedWorkflow | undefined> {
  try {
    const { info } = await client.schedule.getHandle(syncScheduleId).describe();
    const [running] = info.runningActions;
    return running && { workflowId: running.workflow.workflowId, isAhead: true };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}
