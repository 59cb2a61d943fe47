import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { StartError } from "#lib/process/start-error.ts";

/** PostgreSQL refuses to run as root; then it runs as this system user. */
const userName = "member-console";

export type SystemUser = { uid: number; gid: number };

/** The user that PostgreSQL runs as when we are root, made if need be; undefined when we aren't root. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return findUser() ?? createUser();
}

function findUser(): SystemUser | undefined {
  try {
    return { uid: identity("-u"), gid: identity("-g") };
  } catch {
    return undefined;
  }
}

function identity(which: "-u" | "-g"): number {
  return Number(
    execFileSync("id", [which, userName], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
}

function createUser(): SystemUser {
  const args = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", userName];
  try {
    execFileSync("useradd", args, { stdio: "ignore" });
  } catch {
    // Another start may have been first, so that what counts is whether the user is there.
  }
  const user = findUser();
  if (user !== undefined) return user;
  throw new StartError(
    `PostgreSQL can't run as root and the user ${userName} can't be made: start as another user, or set database-url`,
  );
}

/** Whether every folder from the root down to this one lets other users pass. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
