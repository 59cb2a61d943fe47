import type { Config } from "#lib/config.ts";
import type { GuardedProcess } from "#lib/process/guarded.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import { type ChildKind, logFile } from "./children.ts";
import { sayReady } from "./report.ts";

/** Temporal's number for the queue of workflow tasks. */
const WORKFLOW_TASKS = 1;

/** @throws StartError when the child ends, or isn't ready in its time */
export async function untilReady(kind: ChildKind, child: GuardedProcess, config: Config): Promise<void> {
  const startedAt = performance.now();
  const ready = kind === "web" ? () => webAnswers(config) : () => workerPolls(config);
  await waitUntilReady(child, { ready, timeoutMs: 60_000, intervalMs: 50, logFile: logFile(config, kind) });
  const address = kind === "web" ? `localhost:${config.port}` : config.temporalTaskQueue;
  sayReady(kind === "web" ? "Web" : "Worker", address, performance.now() - startedAt);
}

async function webAnswers({ port }: Config): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
}

async function workerPolls({ temporalNamespace, temporalTaskQueue }: Config): Promise<boolean> {
  const client = await temporalClient();
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: temporalNamespace,
    taskQueue: { name: temporalTaskQueue },
    taskQueueType: WORKFLOW_TASKS,
  });
  return pollers.length > 0;
}
