import { hostname } from "node:os";
import type { Client } from "@temporalio/client";

/** A worker's poll hangs for a minute at most, so one that was seen within this time may still be there. */
const RECENT_MS = 70_000;
/** TASK_QUEUE_TYPE_WORKFLOW: a worker of ours takes workflows and activities alike. */
const WORKFLOW_TASKS = 1;

/** Whether a worker looked for work on this task queue lately. */
export async function hasRecentPoller(client: Client, taskQueue: string): Promise<boolean> {
  const since = Date.now() - RECENT_MS;
  return (await pollers(client, taskQueue)).some(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since,
  );
}

/** Whether this machine's process of that id takes work from the task queue: others may have been there before it. */
export async function isPolledBy(client: Client, taskQueue: string, pid: number): Promise<boolean> {
  return (await pollers(client, taskQueue)).some(({ identity }) => identity === workerIdentity(pid));
}

/** What a worker calls itself; Temporal shows it wherever a worker has a task. */
export function workerIdentity(pid: number): string {
  return `${pid}@${hostname()}`;
}

/** Temporal remembers a worker for minutes after its end. */
async function pollers(client: Client, taskQueue: string) {
  const answer = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: WORKFLOW_TASKS,
  });
  return answer.pollers ?? [];
}
