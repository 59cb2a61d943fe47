/** Bundles the workflows' code once, so that workers start fast and all run the same. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";
import { root } from "../root.ts";

export async function buildWorkflows(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, "worker", "workflows", "index.ts"),
    logger: new DefaultLogger("WARN"),
  });
  const folder = join(root, "worker", "build");
  const file = join(folder, "workflows.js");
  mkdirSync(folder, { recursive: true });
  // A worker that starts meanwhile reads the old one or the new one, and two that build don't write one file.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, code);
  renameSync(written, file);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await buildWorkflows();
