import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

type Options = {
  folder: string;
  /** The file in it that makes it whole. */
  executable: string;
  tell: (line: string) => void;
};

/**
 * Fills a folder of the shared cache: one process does it while others wait, in a folder beside, which is
 * renamed when it is whole.
 * @returns the executable's path
 */
export async function fillOnce(options: Options, fill: (into: string) => Promise<void>): Promise<string> {
  const { folder, tell } = options;
  const executable = join(folder, options.executable);
  if (existsSync(executable)) return executable;
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });

  let told = false;
  while (!takeLock(lock)) {
    if (!told) tell(`waiting for another start that is filling ${folder}`);
    told = true;
    await delay(500);
    if (existsSync(executable)) return executable;
  }
  try {
    if (existsSync(executable)) return executable;
    const building = mkdtempSync(join(dirname(folder), `${basename(folder)}-`));
    try {
      await fill(building);
      rmSync(folder, { recursive: true, force: true });
      renameSync(building, folder);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
    return executable;
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Makes the lock file, or takes over one whose owner has died. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isAlive(readOwner(lock))) return false;
    rmSync(lock, { force: true });
    return false;
  }
}

function readOwner(lock: string): number {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return 0;
  }
}

/** A file without a number is one that is just being written. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
