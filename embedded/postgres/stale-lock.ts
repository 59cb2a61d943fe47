import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartError } from "#lib/process/start-error.ts";

/** How long the guard of an earlier start may need to stop its PostgreSQL, in milliseconds. */
const patienceMs = 15_000;

/** A process number that no system gives. */
const nobody = 2 ** 31 - 2;

/**
 * Clears the way for a start after a kill: waits for a server that an earlier start's guard is still
 * stopping, and takes the process number out of a lock file when it has gone to some other program since,
 * which PostgreSQL can't tell from its own. The rest of the file stays: by it PostgreSQL sees whether any
 * process of the old server still has the data open.
 */
export async function clearStaleLock(cluster: string): Promise<void> {
  const lock = join(cluster, "postmaster.pid");
  const deadline = performance.now() + patienceMs;
  while (existsSync(lock)) {
    const [first, ...rest] = readFileSync(lock, "utf8").split("\n");
    const pid = Number(first);
    if (!isPostgres(pid)) {
      writeFileSync(lock, [nobody, ...rest].join("\n"));
      return;
    }
    if (performance.now() > deadline) {
      throw new StartError(
        `another PostgreSQL (process ${pid}) uses ${cluster}: stop it, or set another data-dir`,
      );
    }
    await delay(100);
  }
}

function isPostgres(pid: number): boolean {
  try {
    // "Z": it has ended, and nobody has taken note of it yet.
    const line = execFileSync("ps", ["-o", "stat=,args=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return !line.startsWith("Z") && line.includes("postgres");
  } catch {
    return false;
  }
}
