import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "#lib/config.ts";
import { type Exit, spawnGuarded } from "#lib/process/guarded.ts";
import { assertPortFree } from "#lib/process/ports.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import { requirePackage } from "../require-package.ts";
import { findTemporalServer } from "./find-server.ts";

export type TemporalOptions = {
  dataDir: string;
  port: number;
  /** Port of Temporal's own web pages. */
  uiPort: number;
  /** Made at the start if it isn't there. */
  namespace: string;
  /** The `temporal` executable to use (`temporal-cli-path`); found or made when it isn't named. */
  cliPath?: string | undefined;
  /** Told what takes long, in a line for the operator. */
  tell: (line: string) => void;
};

export type Temporal = {
  /** host:port for the SDK. */
  address: string;
  uiUrl: string;
  pid: number;
  /** Resolves when it has ended, asked or not. */
  exited: Promise<Exit>;
  stop(): Promise<Exit>;
};

/**
 * Starts Temporal's dev server on loopback with its data in `dataDir`.
 * Throws a StartError when a port is taken, no server can be found or it doesn't come up.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { dataDir, port, uiPort, namespace } = options;
  requirePackage("@temporalio/testing", "temporal-address");
  const remedy = "set port to another number, or set temporal-address";
  await assertPortFree(port, "Temporal", remedy);
  await assertPortFree(uiPort, "Temporal's web pages", remedy);
  const command = await findTemporalServer({ ...options, cacheDir: cacheFolder() });
  mkdirSync(dataDir, { recursive: true });

  const logFile = join(dataDir, "temporal.log");
  const server = spawnGuarded({
    name: "Temporal",
    command,
    args: ["server", "start-dev", ...serverArguments(options)],
    env: { HOME: dataDir },
    cwd: dataDir,
    output: { logFile },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 10_000,
  });
  const uiUrl = `http://127.0.0.1:${uiPort}`;
  try {
    // The pages ask the server itself for the namespace, so that this answers when both are there.
    const ready = async () => (await fetch(`${uiUrl}/api/v1/namespaces/${namespace}`)).ok;
    await waitUntilReady(server, { ready, timeoutMs: 60_000, logFile });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    address: `127.0.0.1:${port}`,
    uiUrl,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
  };
}

function serverArguments({ dataDir, port, uiPort, namespace }: TemporalOptions): string[] {
  return [
    ...["--ip", "127.0.0.1", "--port", String(port)],
    ...["--ui-ip", "127.0.0.1", "--ui-port", String(uiPort)],
    ...["--namespace", namespace, "--log-level", "error"],
    ...["--db-filename", join(dataDir, "temporal.db")],
    // A write-ahead log, synced at each commit: as safe as the default at a crash, and much faster.
    ...["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=FULL"],
    // One shard, asked 20 times a second by default: each step of a workflow would wait up to 50 ms.
    ...["--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000"],
    // The first activities of a task run on the worker that scheduled them, without a round trip.
    ...["--dynamic-config-value", "system.enableActivityEagerExecution=true"],
  ];
}
