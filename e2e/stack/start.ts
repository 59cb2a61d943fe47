import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hostEnvironment, portOffsets } from "#lib/config.ts";
import { spawnGuarded } from "#lib/process/guarded.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";

import type { Stack } from "./stack.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The schedule's own sync would run at each full hour, in the middle of what a test has laid. */
export const QUIET_INTERVAL = "5000h";

export interface StackOptions {
  /** The first of six. */
  port: number;
  dataDir: string;
  /** More flags of `member-console start`. */
  flags?: string[];
  /** `bin/member-console start` unless another is to be measured. */
  command?: string[];
  /** Where the services are, when they aren't the stack's own. */
  services?: Elsewhere;
}

type Elsewhere = Pick<
  Stack,
  "databaseUrl" | "temporalAddress" | "farmUrl" | "farmToken" | "farmDataDir" | "siteUrlTemplate"
>;

export interface RunningStack {
  stack: Stack;
  readyAfterMs: number;
  stop(): Promise<void>;
}

/** Starts a stack as a person does, by the command line, and waits until its front page answers. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { port, dataDir, flags = [], command = ["bin/member-console", "start"] } = options;
  const [program = "", ...words] = command;
  const logFile = join(dataDir, "stack.log");
  const startedAt = performance.now();
  const started = spawnGuarded({
    name: "The stack",
    command: program,
    args: [...words, `--port=${port}`, `--data-dir=${dataDir}`, ...flags],
    env: hostEnvironment(),
    cwd: repository,
    output: { logFile },
    stopSignal: "SIGINT",
    stopTimeoutMs: 60_000,
  });
  try {
    const ready = async () => (await fetch(`http://localhost:${port}/`)).ok;
    // A clean clone is built first.
    await waitUntilReady(started, { ready, timeoutMs: 300_000, logFile });
  } catch (error) {
    await started.stop();
    throw error;
  }
  return {
    stack: stackOf(options),
    readyAfterMs: performance.now() - startedAt,
    stop: async () => {
      // As Ctrl-C does it: to all that the terminal runs, since a shell between npm and us hands nothing on.
      process.kill(-started.pid, "SIGINT");
      await started.exited;
    },
  };
}

/** Where a stack's parts are found, from what the README says of ports and the data folder. */
function stackOf({ port, dataDir, services }: StackOptions): Stack {
  return {
    baseUrl: `http://localhost:${port}`,
    namespace: "default",
    taskQueue: "member-console",
    siteDomain: "localhost",
    ...(services ?? ownServices(port, dataDir)),
  };
}

function ownServices(port: number, dataDir: string): Elsewhere {
  const secret = (...path: string[]) => readFileSync(join(dataDir, ...path), "utf8").trim();
  const password = secret("postgres", "password");
  return {
    databaseUrl: `postgresql://member_console:${password}@127.0.0.1:${port + portOffsets.postgres}/member_console`,
    temporalAddress: `127.0.0.1:${port + portOffsets.temporal}`,
    farmUrl: `http://localhost:${port + portOffsets.farm}`,
    farmToken: secret("farm", "token"),
    farmDataDir: join(dataDir, "farm", "sites"),
    siteUrlTemplate: `http://{domain}:${port + portOffsets.farm}`,
  };
}
