import { join } from "node:path";
import { type Config, configToEnvironment, hostEnvironment } from "#lib/config.ts";
import { type GuardedProcess, spawnGuarded } from "#lib/process/guarded.ts";
import { root } from "../root.ts";
import { drainMs } from "../web/drain.ts";

export type ChildKind = "web" | "worker";

export interface Mode {
  /** Next compiles pages as they are asked for, and the worker runs from its sources. */
  dev: boolean;
}

export const childNames = { web: "The web server", worker: "The worker" } as const;

/** Each finishes what it has begun; then it is killed. */
function stopTimeoutMs(kind: ChildKind, config: Config): number {
  return kind === "web" ? drainMs(config) + 5_000 : 30_000;
}

/** Where a child writes; in development onto the terminal. */
export function logFile(config: Config, kind: ChildKind): string {
  return join(config.dataDir, `${kind}.log`);
}

/** Each process has metrics of its own, and two can't listen on one port: the worker takes the one after. */
function configOf(kind: ChildKind, config: Config): Config {
  const { metricsPort } = config;
  return kind === "web" || metricsPort === undefined ? config : { ...config, metricsPort: metricsPort + 1 };
}

export function spawnChild(kind: ChildKind, config: Config, { dev }: Mode): GuardedProcess {
  return spawnGuarded({
    name: childNames[kind],
    command: join(root, "bin", "member-console"),
    args: [kind, ...(dev ? ["--dev"] : [])],
    env: {
      ...hostEnvironment(),
      ...configToEnvironment(configOf(kind, config)),
      NODE_ENV: dev ? "development" : "production",
    },
    cwd: process.cwd(),
    output: dev ? "inherit" : { logFile: logFile(config, kind) },
    stopSignal: "SIGTERM",
    stopTimeoutMs: stopTimeoutMs(kind, config),
  });
}
