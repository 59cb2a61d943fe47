import { join } from "node:path";
import { freePort } from "#embedded/testing/ports.ts";
import { hostEnvironment } from "#lib/config.ts";
import { type Exit, type GuardedProcess, spawnGuarded } from "#lib/process/guarded.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";

/** This version's sources. */
export const TODAY = join(import.meta.dirname, "..", "..");

export interface ConsoleProcess {
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<Exit>;
  exited: Promise<Exit>;
  metricsPort: number;
  /** What it has written. */
  lines: string[];
}

/**
 * One web server or worker as an operator runs it; ready when this resolves.
 * @param root where the version stands that it is of
 */
export async function startConsoleProcess(
  kind: "web" | "worker",
  environment: Record<string, string>,
  { cwd, root }: { cwd: string; root: string },
): Promise<ConsoleProcess> {
  const metricsPort = await freePort();
  const lines: string[] = [];
  const child: GuardedProcess = spawnGuarded({
    name: `The ${kind}`,
    command: join(root, "bin", "member-console"),
    args: [kind],
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
