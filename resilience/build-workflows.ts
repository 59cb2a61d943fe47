import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Once before the tests of this folder: their workers start from the bundle of these sources, as in production. */
export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, "..", "bin", "build", "workflows.ts"),
  ]);
}
