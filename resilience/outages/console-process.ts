import { join } from "node:path";
import { hostEnvironment } from "#lib/config.ts";
import { type Exit, type GuardedProcess, spawnGuarded } from "#lib/process/guarded.ts";
import { freePort } from "#lib/process/ports.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";

const command = join(import.meta.dirname, "..", "..", "bin", "main.ts");

export interface ConsoleProcess {
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<Exit>;
  exited: Promise<Exit>;
  metricsPort: number;
  /** What it has written. */
  lines: string[];
}

/** One web server or worker as an operator runs it; ready when this resolves. */
export async function startConsoleProcess(
  kind: "web" | "worker",
  environment: Record<string, string>,
  cwd: string,
): Promise<ConsoleProcess> {
  const metricsPort = await freePort();
  const lines: string[] = [];
  const child: GuardedProcess = spawnGuarded({
    name: `The ${kind}`,
    command: process.execPath,
    args: [command, kind],
    env: {
      ...hostEnvironment(),
      ...environment,
      MC_METRICS_PORT: String(metricsPort),
      NODE_ENV: "production",
    },
    cwd,
    output: { onLine: (line) => lines.push(line) },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 60_000,
  });
  const said = kind === "web" ? '"msg":"ready"' : "worker ready";
  const ready = async () => lines.some((line) => line.includes(said));
  await waitUntilReady(child, { ready, timeoutMs: 60_000 });
  return { stop: child.stop, exited: child.exited, metricsPort, lines };
}
