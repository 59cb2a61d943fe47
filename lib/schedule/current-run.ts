import { type Client, type ScheduleDescription, WorkflowNotFoundError } from "@temporalio/client";

/** The run that Temporal says is going on, the latest of its chain: a sync that another one follows continues as new. */
export async function currentRunId(
  client: Client,
  { info }: ScheduleDescription,
): Promise<string | undefined> {
  const [running] = info.runningActions;
  if (running === undefined) return undefined;
  try {
    const { status, runId } = await client.workflow.getHandle(running.workflow.workflowId).describe();
    return status.name === "RUNNING" ? runId : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
