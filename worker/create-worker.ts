import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type NativeConnection, Worker } from "@temporalio/worker";
import { workerIdentity } from "#lib/temporal/pollers.ts";
import type { ActivityDependencies } from "./activities/dependencies.ts";
import { createActivities } from "./activities/index.ts";
import { shortFailures } from "./activities/short-failures.ts";
import { unknownActivity } from "./activities/unknown-activity.ts";

/** What `member-console build` makes; bundling takes seconds, and a production install may lack the bundler's input. */
const BUILT_BUNDLE = fileURLToPath(new URL("./build/workflows.js", import.meta.url));
const WORKFLOWS = fileURLToPath(new URL("./workflows/index.ts", import.meta.url));

export interface WorkerSetting {
  connection: NativeConnection;
  /** Take the workflows from their sources, also when a bundle was built before. */
  fromSources: boolean;
}

/** A worker for all workflows and activities of this product. */
export function createWorker(
  dependencies: ActivityDependencies,
  { connection, fromSources }: WorkerSetting,
): Promise<Worker> {
  const { config, log } = dependencies;
  return Worker.create({
    connection,
    namespace: config.temporalNamespace,
    taskQueue: config.temporalTaskQueue,
    identity: workerIdentity(process.pid),
    ...(fromSources || !existsSync(BUILT_BUNDLE)
      ? { workflowsPath: WORKFLOWS }
      : { workflowBundle: { codePath: BUILT_BUNDLE } }),
    activities: { ...createActivities(dependencies), default: unknownActivity },
    interceptors: {
      activity: [({ info }) => ({ inbound: shortFailures(info.activityType, config.supportUrl, log) })],
    },
    // No more at once than the pool has connections (lib/database/client.ts).
    maxConcurrentActivityTaskExecutions: 10,
    maxConcurrentLocalActivityExecutions: 8,
    // How long a workflow waits for a worker that was killed before another one takes it; the default is 10 s.
    stickyQueueScheduleToStartTimeout: "1 second",
    // What runs may end by itself before it is cancelled; the default is no time at all.
    shutdownGraceTime: "5 seconds",
  });
}
