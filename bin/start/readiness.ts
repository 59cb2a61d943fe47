import type { Config } from "#lib/config.ts";
import type { GuardedProcess } from "#lib/process/guarded.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import { isPolledBy } from "#lib/temporal/pollers.ts";
import { type ChildKind, logFile } from "./children.ts";
import { sayReady } from "./report.ts";

/** @throws StartError when the child ends, or isn't ready in its time */
export async function untilReady(kind: ChildKind, child: GuardedProcess, config: Config): Promise<void> {
  const startedAt = performance.now();
  const ready = kind === "web" ? () => webAnswers(config) : () => workerPolls(config, child);
  await waitUntilReady(child, { ready, timeoutMs: 60_000, intervalMs: 50, logFile: logFile(config, kind) });
  const address = kind === "web" ? `localhost:${config.port}` : config.temporalTaskQueue;
  sayReady(kind === "web" ? "Web" : "Worker", address, performance.now() - startedAt);
}

async function webAnswers({ port }: Config): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
}

async function workerPolls({ temporalTaskQueue }: Config, { pid }: GuardedProcess): Promise<boolean> {
  return isPolledBy(await temporalClient(), temporalTaskQueue, pid);
}
