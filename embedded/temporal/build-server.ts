import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StartError } from "#lib/process/start-error.ts";

const run = promisify(execFile);

/** Builds the server with Go into a folder, as `temporal`; false where there is no Go. */
export async function buildServer(
  into: string,
  version: string,
  tell: (line: string) => void,
): Promise<boolean> {
  try {
    await run("go", ["version"]);
  } catch {
    return false;
  }
  tell(`building Temporal's server ${version} with Go; this takes some minutes, once`);
  try {
    // `env` sets where Go puts it and leaves the rest of the environment as it is.
    const module = `github.com/temporalio/cli/cmd/temporal@${version}`;
    await run("env", [`GOBIN=${into}`, "go", "install", module], { maxBuffer: 16 * 1024 * 1024 });
    return true;
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new StartError(
      `Go can't build Temporal's server (${said.split("\n").at(-1)}): install the temporal command line, or set temporal-address`,
    );
  }
}
