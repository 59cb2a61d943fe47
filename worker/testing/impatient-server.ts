import { join } from "node:path";
import type { Client } from "@temporalio/client";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { Worker } from "@temporalio/worker";
import { findTemporalServer } from "#embedded/temporal/find-server.ts";
import { cacheFolder } from "#lib/config.ts";
import type { Activities } from "../activities/index.ts";

export interface ImpatientServer {
  client: Client;
  taskQueue: string;
  stop(): Promise<void>;
}

/** A Temporal server that finds a history long after ten events, with a worker whose farm never tells anything. */
export async function startImpatientServer(): Promise<ImpatientServer> {
  const path = await findTemporalServer({ cacheDir: cacheFolder(), tell: (line) => console.info(line) });
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: "existing-path", path },
      extraArgs: ["--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=10"],
    },
  });
  const taskQueue = "member-console";
  const activities: Pick<Activities, "settleSiteActivity"> = {
    settleSiteActivity: async () => ({ settled: false }),
  };
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowsPath: join(import.meta.dirname, "../workflows/index.ts"),
    activities: { ...activities },
  });
  const work = worker.run();
  return {
    client: environment.client,
    taskQueue,
    async stop() {
      worker.shutdown();
      await work;
      await environment.teardown();
    },
  };
}
