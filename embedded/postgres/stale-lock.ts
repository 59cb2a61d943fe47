import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartError } from "#lib/process/start-error.ts";

/** How long the guard of an earlier start may need to stop its PostgreSQL, in milliseconds. */
const patienceMs = 15_000;

/**
 * Clears the way for a start after a kill: waits for a server that an earlier start's guard is still
 * stopping, and removes a lock file whose process number has gone to some other program since, which
 * PostgreSQL itself can't tell from its own.
 */
export async function clearStaleLock(cluster: string): Promise<void> {
  const lock = join(cluster, "postmaster.pid");
  const deadline = performance.now() + patienceMs;
  while (existsSync(lock)) {
    const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
    if (!isPostgres(pid)) {
      rmSync(lock, { force: true });
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
