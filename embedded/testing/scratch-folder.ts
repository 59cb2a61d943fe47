import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Waits for the end of its standard input, which is our death, and removes the folder. What still stops may
 * write into it meanwhile, so it tries again for half a minute.
 */
const remover = `
cat >/dev/null
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 2; rm -rf "$1" && sleep 1; [ -e "$1" ] || exit 0; done
`;

export type ScratchFolder = { path: string; remove(): void };

/** A folder for a test's services, that other users may pass, gone with us however we end. */
export function scratchFolder(): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), "member-console-test-"));
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(path, 0o711);
  const guard = spawn("/bin/sh", ["-c", remover, "remover", path], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  return {
    path,
    remove() {
      guard.kill("SIGKILL");
      rmSync(path, { recursive: true, force: true });
    },
  };
}
