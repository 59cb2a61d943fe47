import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { TODAY } from "../outages/console-process.ts";

const run = promisify(execFile);

/** A released version, with its own packages, built by its own script. */
export interface Release {
  root: string;
  remove(): void;
}

/**
 * Takes the sources of a commit out of this clone's history and makes of them what an operator runs.
 * Throws where the history lacks the commit, and what npm and the build throw.
 */
export async function buildRelease(commit: string): Promise<Release> {
  const scratch = scratchFolder();
  const root = join(scratch.path, "release");
  const archive = join(scratch.path, "release.tar");
  await mkdir(root);
  await run("git", ["archive", `--output=${archive}`, commit], { cwd: TODAY });
  await run("tar", ["-xf", archive, "-C", root]);
  const host = hostEnvironment();
  const env = { ...host, PATH: [dirname(process.execPath), host.PATH].join(delimiter) };
  const npm = (...args: string[]) => run("npm", args, { cwd: root, env, maxBuffer: 2 ** 26 });
  await npm("ci", "--prefer-offline", "--no-audit", "--no-fund");
  await npm("run", "build");
  return { root, remove: scratch.remove };
}
