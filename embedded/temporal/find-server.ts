import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StartError } from "#lib/process/start-error.ts";
import { fillOnce } from "../fill-once.ts";
import { buildServer } from "./build-server.ts";
import { downloadServer } from "./download-server.ts";

/**
 * The version of Temporal's command line whose server we run: the newest that `go install` takes, since
 * later ones carry a `replace` in their go.mod.
 */
export const serverVersion = "v1.5.1";

export type ServerSearch = {
  /** The configured path (`temporal-cli-path`), if any. */
  cliPath?: string | undefined;
  /** The project's cache folder, shared by all clones of this user. */
  cacheDir: string;
  /** Told what takes long, in a line for the operator. */
  tell: (line: string) => void;
};

/**
 * Finds the `temporal` executable that holds the dev server, or gets one: the configured path, `temporal` on
 * PATH, the cache folder, a download by the SDK, and where downloads are blocked a build by Go.
 * Throws a StartError that says what to do when none of these works.
 */
export async function findTemporalServer({ cliPath, cacheDir, tell }: ServerSearch): Promise<string> {
  if (cliPath !== undefined) {
    if (existsSync(cliPath)) return cliPath;
    throw new StartError(`temporal-cli-path: there is no ${cliPath}`);
  }
  if (await isOnPath()) return "temporal";

  const folder = join(cacheDir, `temporal-${serverVersion}`);
  return fillOnce({ folder, executable: "temporal", tell }, async (into) => {
    if (await downloadServer(into, serverVersion)) return;
    if (await buildServer(into, serverVersion, tell)) return;
    throw new StartError(
      "there is no Temporal server: install the temporal command line (docs.temporal.io/cli) or Go, or set temporal-address",
    );
  });
}

async function isOnPath(): Promise<boolean> {
  try {
    await promisify(execFile)("temporal", ["--version"]);
    return true;
  } catch {
    return false;
  }
}
