import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const build = join(import.meta.dirname, "..", "..", "..", "bin", "build", "workflows.ts");

/** Bundles the workflows of these sources, as `member-console build` does, for every worker of the tests. */
export async function bundleWorkflows(): Promise<{ stop(): Promise<void> }> {
  await promisify(execFile)(process.execPath, [build]);
  return { stop: async () => undefined };
}
