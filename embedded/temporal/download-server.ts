import { renameSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Where the SDK downloads from. Asked first, since the SDK itself waits long where it is blocked. */
const source = "https://temporal.download/";
const answerWithinMs = 4_000;

/** Lets the SDK download the server into a folder, as `temporal`; false where that isn't possible. */
export async function downloadServer(into: string, version: string): Promise<boolean> {
  try {
    await fetch(source, { method: "HEAD", signal: AbortSignal.timeout(answerWithinMs) });
    const { TestWorkflowEnvironment } = await import("@temporalio/testing");
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: "cached-download", downloadDir: into, version } },
    });
    await environment.teardown();
    const [downloaded] = await readdir(into);
    if (downloaded === undefined) return false;
    renameSync(join(into, downloaded), join(into, "temporal"));
    return true;
  } catch {
    // Blocked, or not to be had for this machine: there are other ways.
    return false;
  }
}
