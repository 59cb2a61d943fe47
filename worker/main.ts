import { setTimeout as delay } from "node:timers/promises";
import { DefaultLogger, NativeConnection, Runtime } from "@temporalio/worker";
import { type Config, getConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { isConnectionError } from "#lib/database/errors.ts";
import { farmClient } from "#lib/farm/client.ts";
import { type Logger, logger } from "#lib/log.ts";
import { requireOurDatabase } from "#lib/require-our-database.ts";
import { applySyncConfiguration } from "#lib/schedule/apply-configuration.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { closeTemporal, temporalClient } from "#lib/temporal/client.ts";
import { temporalConnectionOptions } from "#lib/temporal/connection-options.ts";
import { createWorker } from "./create-worker.ts";
import { meetFarm } from "./meet-farm.ts";
import { startSweeping } from "./settle/sweep.ts";

const PAUSE_MS = 500;

/**
 * The worker's process: waits for database and Temporal, declares the sync's schedule, and works until SIGTERM or
 * SIGINT, after which it ends what it has begun. Logs "worker ready" once it takes work.
 * Throws StartError when the database isn't this version's and this provider's, and what the schedule's commands throw.
 */
export async function runWorker({ fromSources = false } = {}): Promise<void> {
  const config = getConfig();
  const log = logger("worker");
  await untilReachable("the database", () => requireOurDatabase(config), isConnectionError, log);

  installRuntime(config, log);
  const options = temporalConnectionOptions(config);
  const connection = await untilReachable(
    "Temporal",
    () => NativeConnection.connect(options),
    () => true,
    log,
  );
  try {
    const dependencies = { database: database(), farm: farmClient(config, log), config, log };
    const worker = await createWorker(dependencies, { connection, fromSources });
    // Before the worker runs: once it does, its connection must stay until it has stopped.
    const client = await temporalClient();
    const stopSweeping = startSweeping(dependencies, client);
    const stop = () => {
      worker.shutdown();
      void stopSweeping();
    };
    // A second signal finds no listener and ends the process at once.
    process.once("SIGTERM", stop).once("SIGINT", stop);
    const work = worker.run();
    try {
      await applySyncConfiguration(new ScheduleManager(client, log), config);
      void meetFarm(dependencies);
      log.info({ taskQueue: config.temporalTaskQueue }, "worker ready");
    } catch (error) {
      stop();
      throw error;
    } finally {
      await work.finally(stopSweeping);
    }
    log.info("worker stopped");
  } finally {
    await connection.close();
    await closeTemporal();
    await closeDatabase();
  }
}

/** Services may come up after us. What isn't a matter of reaching them is thrown. */
async function untilReachable<T>(
  name: string,
  reach: () => Promise<T>,
  isUnreachable: (error: unknown) => boolean,
  log: Logger,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await reach();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (tries === 0) log.warn({ err: error }, `waiting for ${name}`);
    }
    await delay(PAUSE_MS);
  }
}

function installRuntime({ metricsPort }: Config, log: Logger): void {
  Runtime.install({
    ...(metricsPort !== undefined && {
      telemetryOptions: { metrics: { prometheus: { bindAddress: `127.0.0.1:${metricsPort}` } } },
    }),
    // Its own listeners would swallow the signal while there is no worker yet; ours are set when there is one.
    shutdownSignals: [],
    logger: new DefaultLogger("INFO", ({ level, message, meta }) => {
      const method = (
        { TRACE: "trace", DEBUG: "debug", INFO: "info", WARN: "warn", ERROR: "error" } as const
      )[level];
      log[method]({ ...meta }, message);
    }),
  });
}
