import { mkdirSync } from "node:fs";
import type { FullConfig } from "@playwright/test";
import { freePortBlock } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { writeStack } from "./stack.ts";
import { QUIET_INTERVAL, startStack } from "./start.ts";

const flags = [
  // As many tests as there are share three people, who have the default quota outside of tests.
  "--fedwiki-site-quota=1000",
  "--fedwiki-creates-per-hour=1000",
  `--fedwiki-sync-interval=${QUIET_INTERVAL}`,
];

/** Starts the stack that all tests share, as a stranger would, and stops it when the last has ended. */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const folder = config.projects[0]?.outputDir;
  if (folder === undefined) throw new Error("there is no project");
  mkdirSync(folder, { recursive: true });
  const scratch = scratchFolder();
  const dataDir = scratch.path;
  const running = await startStack({ port: await freePortBlock(), dataDir, flags });
  writeStack(folder, running.stack);
  return async () => {
    await running.stop();
    scratch.remove();
  };
}
