/**
 * `npm test`: everything, or with files just these, each by the runner of its place. `npm run test:long`: everything
 * and `*.long.test.ts` as well, but for the samples of kills and model. Ends with the line "N passed, N failed"; a step
 * before the tests that fails counts as one failure.
 */
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../root.ts";
import { type Count, runPlaywright, runVitest } from "./suites.ts";
import { packageScript, tool } from "./tool.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { long: { type: "boolean" } } });
const files = positionals.map((file) => relative(root, resolve(file)));
const temporalServer = join(root, "embedded", "temporal", "fetch-server.ts");
const total: Count = { passed: 0, failed: 0 };

if (files.length === 0) await runEverything();
else await runFiles();

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runEverything(): Promise<void> {
  await step("Database client", ownScript("build/generate.ts"));
  await step("Format and lint", packageScript("@biomejs/biome", "bin/biome"), "check");
  await step("Types", packageScript("typescript", "bin/tsc"), "--noEmit");
  const isBuilt = await step("Build", ownScript("build/main.ts"));
  await step("Temporal's server", temporalServer);
  add(await runVitest([], { long: values.long === true }));
  if (isBuilt) add(await runPlaywright([]));
}

async function runFiles(): Promise<void> {
  const inBrowser = files.filter((file) => file.startsWith("e2e/"));
  const others = files.filter((file) => !inBrowser.includes(file));
  await step("Database client", ownScript("build/generate.ts"));
  await step("Temporal's server", temporalServer);
  const long = others.some((file) => file.endsWith(".long.test.ts"));
  if (others.length > 0) add(await runVitest(others, { long }));
  if (inBrowser.length > 0 && (await step("Build", ownScript("build/main.ts"))))
    add(await runPlaywright(inBrowser));
}

async function step(title: string, script: string, ...args: string[]): Promise<boolean> {
  const passed = await tool(script, args);
  if (!passed) {
    console.log(`${title}: failed`);
    total.failed += 1;
  }
  return passed;
}

function add({ passed, failed }: Count): void {
  total.passed += passed;
  total.failed += failed;
}

function ownScript(path: string): string {
  return join(root, "bin", path);
}
