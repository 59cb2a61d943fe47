import { DefaultLogger, NativeConnection, Runtime } from "@temporalio/worker";
import { z } from "zod";
import { askShared } from "#embedded/testing/shared/ask.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { createWorker } from "../create-worker.ts";

/** A worker in this process; `address` is Temporal's. Stops it when what it resolves with is called. */
export async function startTestWorker(
  dependencies: ActivityDependencies,
  address: string,
): Promise<() => Promise<void>> {
  const [connection, bundled] = await Promise.all([
    NativeConnection.connect({ address }),
    askShared("workflows", z.object({})),
  ]);
  const worker = await createWorker(dependencies, { connection, fromSources: bundled === undefined });
  const work = worker.run();
  return async () => {
    worker.shutdown();
    await work;
    await connection.close();
  };
}

/** Once for each process, before its first worker: signals are the test runner's. */
export function installTestRuntime(): void {
  Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
}
