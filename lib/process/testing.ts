import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** Whether a process is there and isn't merely waiting for its parent to take note of its end. */
export function isRunning(pid: number): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    return !state.startsWith("Z");
  } catch {
    return false;
  }
}

/** Resolves when a process that isn't a child of ours has ended; throws after 45 s, since a guard waits for 30 s. */
export async function untilGone(pid: number): Promise<void> {
  const deadline = performance.now() + 45_000;
  while (isRunning(pid)) {
    if (performance.now() > deadline) throw new Error(`process ${pid} is still there`);
    await delay(20);
  }
}
