import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { hostEnvironment } from "#lib/config.ts";
import { StartError } from "#lib/process/start-error.ts";
import { root } from "../root.ts";
import { sourceHash, stampFile } from "./source-hash.ts";
import { step } from "./step.ts";

const run = promisify(execFile);
const resolve = createRequire(import.meta.url).resolve;

/** @throws StartError with what the failing tool said */
export async function build(): Promise<void> {
  const hash = sourceHash(root);
  rmSync(stampFile(root), { force: true });
  await step("Generating the database client", generate);
  await step("Building the pages (this takes up to a minute)", () =>
    tool("next/dist/bin/next", ["build"], { NEXT_TELEMETRY_DISABLED: "1" }),
  );
  await step("Bundling the workflows", async () => {
    const { buildWorkflows } = await import("./workflows.ts");
    await buildWorkflows();
  });
  // Last, so that a build that was cut off counts as none.
  writeFileSync(stampFile(root), hash);
}

export function generate(): Promise<void> {
  return tool("prisma/build/index.js", ["generate", "--no-hints"], { CHECKPOINT_DISABLE: "1" });
}

async function tool(script: string, args: string[], env: Record<string, string>): Promise<void> {
  try {
    const options = {
      cwd: root,
      env: { ...hostEnvironment(), NODE_ENV: "production" as const, ...env },
      maxBuffer: 2 ** 26,
    };
    await run(process.execPath, [resolve(script), ...args], options);
  } catch (error) {
    const said =
      error instanceof Error && "stdout" in error && "stderr" in error
        ? `\n${error.stdout}${error.stderr}`
        : String(error);
    throw new StartError(`${script} failed: ${said}`);
  }
}
