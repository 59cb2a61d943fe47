import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Client } from "@temporalio/client";
import { spawnGuarded } from "#lib/process/guarded.ts";
import type { Stack } from "../../e2e/stack/stack.ts";
import type { bareWorkflow } from "./workflow.ts";

const taskQueue = "bench-bare";

export interface Bare {
  /** Runs the bare workflow once, from its start to its result. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** A bare workflow of two empty activities, with a worker of its own on the same server. */
export async function startBare(stack: Stack, client: Client, environment: NodeJS.ProcessEnv): Promise<Bare> {
  const worker = spawnGuarded({
    name: "bare worker",
    command: process.execPath,
    args: [
      fileURLToPath(new URL("./worker.ts", import.meta.url)),
      stack.temporalAddress,
      stack.namespace,
      taskQueue,
    ],
    env: environment,
    cwd: process.cwd(),
    output: { onLine: () => undefined },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 5_000,
  });
  const run = async () => {
    await client.workflow.execute<typeof bareWorkflow>("bareWorkflow", {
      taskQueue,
      workflowId: `bare-${randomUUID()}`,
      args: [],
    });
  };
  return {
    run,
    stop: async () => {
      await worker.stop();
    },
  };
}
