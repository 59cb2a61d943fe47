import type { Client } from "@temporalio/client";

/** A worker's poll hangs for a minute at most, so one that was seen within this time may still be there. */
const RECENT_MS = 70_000;
/** TASK_QUEUE_TYPE_WORKFLOW: a worker of ours takes workflows and activities alike. */
const WORKFLOW_TASKS = 1;

/** Whether a worker looked for work on this task queue lately. */
export async function hasRecentPoller(client: Client, taskQueue: string): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: WORKFLOW_TASKS,
  });
  const since = Date.now() - RECENT_MS;
  return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since);
}
