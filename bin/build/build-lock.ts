import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../root.ts";

/** Out of git's sight, and gone with a clean install. */
const file = join(root, "node_modules", ".member-console-build");

/** Runs one build at a time in this clone: a second one waits, and finds the first one's result. */
export async function withBuildLock(waiting: () => void, run: () => Promise<void>): Promise<void> {
  for (let tries = 0; !take(); tries += 1) {
    if (tries === 0) waiting();
    await delay(250);
  }
  try {
    await run();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file holds its owner's process id, so that a build that was killed doesn't hold it for ever. */
function take(): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (!ownerLives()) rmSync(file, { force: true });
    return false;
  }
}

function ownerLives(): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    // Just made, its number not yet written.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
