import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { hostEnvironment } from "#lib/config.ts";
import { spawnGuarded } from "#lib/process/guarded.ts";
import { StartError } from "#lib/process/start-error.ts";

/** Builds the server with Go into a folder, as `temporal`; false where there is no Go. */
export async function buildServer(
  into: string,
  version: string,
  tell: (line: string) => void,
): Promise<boolean> {
  try {
    await promisify(execFile)("go", ["version"]);
  } catch {
    return false;
  }
  tell(`building Temporal's server ${version} with Go; this takes some minutes, once`);
  const build = spawnGuarded({
    name: "Go",
    command: "go",
    args: ["install", `github.com/temporalio/cli/cmd/temporal@${version}`],
    env: { ...hostEnvironment(), GOBIN: into },
    cwd: into,
    // It says nothing unless something is wrong, and then the last line says what.
    output: { onLine: () => undefined },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 2_000,
  });
  const { code } = await build.exited;
  if (code === 0) return true;
  throw new StartError(
    `Go can't build Temporal's server (${build.lastComplaint()}): install the temporal command line, or set temporal-address`,
  );
}
