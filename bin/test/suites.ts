/** The two test runners, each with the number of its tests that passed and failed. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { packageScript, tool } from "./tool.ts";

export interface Count {
  passed: number;
  failed: number;
}

/** A runner's own report. A test that was skipped or is still to be written didn't pass, so it counts as failed. */
export const vitestCount: z.ZodType<Count> = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform(({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests + numPendingTests + numTodoTests,
  }));

/** As above. Without retries nothing is flaky; should somebody allow them, that isn't passing either. */
export const playwrightCount: z.ZodType<Count> = z
  .object({
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
  })
  .transform(({ stats: { expected, unexpected, flaky, skipped } }) => ({
    passed: expected,
    failed: unexpected + flaky + skipped,
  }));

export function runVitest(files: string[], { long }: { long: boolean }): Promise<Count> {
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const mode = long ? ["--mode", files.length === 0 ? "whole" : "long"] : [];
    const passed = await tool(packageScript("vitest", "vitest.mjs"), [
      "run",
      ...mode,
      ...reporters,
      ...files,
    ]);
    return count(passed, report, vitestCount);
  });
}

export function runPlaywright(files: string[]): Promise<Count> {
  return withReport(async (report) => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const passed = await tool(
      packageScript("@playwright/test", "cli.js"),
      ["test", "--reporter=list,json", ...files],
      env,
    );
    return count(passed, report, playwrightCount);
  });
}

/** A runner that fails without a failed test (a file that can't be loaded) counts as one. */
function count(passed: boolean, file: string, schema: z.ZodType<Count>): Count {
  const report = schema.safeParse(tryJson(file));
  const counted = report.success ? report.data : { passed: 0, failed: 0 };
  return passed || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

async function withReport(run: (file: string) => Promise<Count>): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), "member-console-test-"));
  try {
    return await run(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tryJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
