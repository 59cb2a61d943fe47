import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostEnvironment } from "#lib/config.ts";
import { spawnGuarded } from "#lib/process/guarded.ts";

const command = join(import.meta.dirname, "..", "bin", "member-console");

export interface WorkerProcess {
  pid: number;
  /** Resolves when it writes a line with this text. */
  says(text: string): Promise<void>;
  /** SIGKILL: nothing is ended, handed over or said. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it stands still in the middle of what it does. */
  pause(): void;
  /** SIGCONT: it goes on as if no time had passed. */
  resume(): void;
  /** SIGTERM: it ends what it has begun. */
  stop(): Promise<void>;
}

/** A worker as an operator runs it, with this environment, that takes work when this resolves. */
export async function startWorkerProcess(environment: Record<string, string>): Promise<WorkerProcess> {
  const ready = Promise.withResolvers<void>();
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const child = spawnGuarded({
    name: "The worker",
    command,
    args: ["worker"],
    env: { ...hostEnvironment(), NODE_ENV: "production", ...environment },
    cwd: tmpdir(),
    output: {
      onLine: (line) => {
        lines.push(line);
        if (line.includes("worker ready")) ready.resolve();
        for (const listener of listeners) listener(line);
      },
    },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 30_000,
  });
  const ended = child.exited.then(() => {
    throw new Error(`the worker ended before it was ready: ${lines.slice(-5).join("\n")}`);
  });
  await Promise.race([ready.promise, ended]);
  ended.catch(() => undefined);
  return {
    pid: child.pid,
    says(text) {
      return new Promise((resolve) => {
        listeners.add((line) => {
          if (line.includes(text)) resolve();
        });
      });
    },
    async kill() {
      process.kill(child.pid, "SIGKILL");
      await child.exited;
    },
    pause: () => void process.kill(child.pid, "SIGSTOP"),
    resume: () => void process.kill(child.pid, "SIGCONT"),
    async stop() {
      await child.stop();
    },
  };
}
