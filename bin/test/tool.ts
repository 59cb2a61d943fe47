import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { hostEnvironment } from "#lib/config.ts";
import { spawnGuarded } from "#lib/process/guarded.ts";
import { root } from "../root.ts";

/** A package's own script, whatever its exports are. */
export function packageScript(packageName: string, file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), file);
}

/** What Node has compiled of packages, for the some hundred processes of a run that load the same ones. */
const compiled = join(root, "node_modules", ".cache", "compiled-by-node");

/** Runs a script on this terminal. Returns whether it ended well. */
export async function tool(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  const child = spawnGuarded({
    name: script,
    command: process.execPath,
    args: [script, ...args],
    // Tests say themselves what they need; nothing of the caller's configuration may reach them.
    env: { ...hostEnvironment(), NODE_ENV: "test", NODE_COMPILE_CACHE: compiled, ...env },
    cwd: root,
    output: "inherit",
    stopSignal: "SIGTERM",
    stopTimeoutMs: 30_000,
  });
  const { code } = await child.exited;
  return code === 0;
}
