import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StartError } from "#lib/process/start-error.ts";
import { secretFile } from "../secret-file.ts";
import { isOpenToOthers, type SystemUser } from "./system-user.ts";

/** Where clusters and binaries lie that must be reached by another user than root. */
export const sharedFolder = "/var/lib/member-console";

export const superuser = "member_console";

export type Cluster = { folder: string; password: string };

/**
 * Finds the database cluster of a data folder, or makes it: built in a folder beside and renamed, so that
 * an interrupted first start leaves nothing that looks like a cluster.
 */
export async function openCluster(options: {
  dataDir: string;
  binaries: string;
  user: SystemUser | undefined;
}): Promise<Cluster> {
  const { dataDir, binaries, user } = options;
  const folder = join(dataDir, "cluster");
  const passwordFile = join(dataDir, "password");
  const link = lstatSync(folder, { throwIfNoEntry: false });
  if (link !== undefined) {
    const complete = existsSync(join(folder, "PG_VERSION")) && existsSync(passwordFile);
    if (complete) return { folder: realpathSync(folder), password: secretFile(passwordFile) };
    // A link whose target is gone is nothing but a leftover; anything else may hold somebody's data.
    if (link.isSymbolicLink() && !existsSync(folder)) {
      throw new StartError(`${folder} leads nowhere: put its data back, or delete ${dataDir} to start empty`);
    }
    throw new StartError(`${dataDir} is incomplete: put its files back, or delete it to start empty`);
  }
  removeLeftovers(dataDir);
  const password = secretFile(passwordFile);
  const home = user !== undefined && !isOpenToOthers(dataDir) ? makeSharedHome() : dataDir;
  await build({ home, binaries, user, password, folder: join(home, "cluster") });
  if (home !== dataDir) symlinkSync(join(home, "cluster"), folder);
  return { folder: realpathSync(folder), password };
}

function makeSharedHome(): string {
  const home = join(sharedFolder, "clusters", randomUUID());
  mkdirSync(home, { recursive: true });
  return home;
}

/** Removes what an interrupted first start left behind. */
function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith("building-")) rmSync(join(dataDir, name), { recursive: true });
  }
}

async function build(options: {
  home: string;
  folder: string;
  binaries: string;
  user: SystemUser | undefined;
  password: string;
}): Promise<void> {
  const { user } = options;
  const building = join(options.home, `building-${process.pid}`);
  mkdirSync(building, { mode: 0o700 });
  const passwordFile = join(building, "password");
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (user !== undefined) {
    chownSync(building, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  await initdb(options.binaries, join(building, "cluster"), passwordFile, user);
  unlinkSync(passwordFile);
  chmodSync(join(building, "cluster"), 0o700);
  renameSync(join(building, "cluster"), options.folder);
  rmSync(building, { recursive: true });
}

async function initdb(
  binaries: string,
  folder: string,
  passwordFile: string,
  user: SystemUser | undefined,
): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // PostgreSQL's own C.UTF-8: the same order everywhere, whatever locales the machine has.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ];
  try {
    await promisify(execFile)(join(binaries, "bin", "initdb"), args, {
      cwd: "/",
      ...user,
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new StartError(
      `PostgreSQL's initdb failed: ${said.split("\n").find((line) => /error/i.test(line)) ?? said}`,
    );
  }
}
