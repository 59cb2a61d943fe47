import { watch } from "node:fs";
import { join } from "node:path";
import { hostEnvironment } from "#lib/config.ts";
import { spawnGuarded } from "#lib/process/guarded.ts";
import { StartError } from "#lib/process/start-error.ts";
import { isBuilt } from "../build/source-hash.ts";
import { root } from "../root.ts";
import type { Mode } from "./children.ts";
import { say } from "./report.ts";
import type { Running } from "./running.ts";

/** An editor saves in several steps. */
const settleMs = 150;

/** Builds what isn't built from these sources; development needs the database client alone. */
export async function prepareSources(running: Running, { dev }: Mode): Promise<void> {
  if (!dev && isBuilt(root)) return;
  const script = join(root, "bin", "build", dev ? "generate.ts" : "main.ts");
  const child = await running.add(async () =>
    spawnGuarded({
      name: "The build",
      command: process.execPath,
      args: [script],
      env: hostEnvironment(),
      cwd: root,
      output: "inherit",
      stopSignal: "SIGTERM",
      stopTimeoutMs: 5_000,
    }),
  );
  const { code } = await child.exited;
  if (code !== 0) throw new StartError("The build failed; its reason stands above.");
}

/** Restarts the worker when something is saved that it is made of. */
export function watchSources(running: Running, restart: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let restarting = Promise.resolve();
  const changed = (_event: string, file: string | null) => {
    if (file === null || !/(?<!\.test)\.ts$/.test(file) || file.startsWith("generated")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(() => {
        say(`${file} was saved: the worker starts again.`);
        return restart();
      });
    }, settleMs);
  };
  const watchers = ["worker", "lib"].map((folder) => watch(join(root, folder), { recursive: true }, changed));
  void running.add(async () => ({
    async stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  }));
}
