import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleWorkflowCode, Worker, type WorkflowBundle } from "@temporalio/worker";
import { DeterminismViolationError } from "@temporalio/workflow";
import { beforeAll, describe, expect, test } from "vitest";
import { installTestRuntime } from "../testing/start-worker.ts";
import { historyFromText } from "./recording/history-json.ts";

/** A folder for each release whose runs may still be under way, and `current`. */
const releases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "recording")
  .map(({ name }) => name);

let workflowBundle: WorkflowBundle;
beforeAll(async () => {
  installTestRuntime();
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, "../workflows/index.ts"),
  });
});

const read = (file: string) => historyFromText(readFileSync(join(import.meta.dirname, file), "utf8"));
const replay = (file: string) => Worker.runReplayHistory({ workflowBundle }, read(file));

describe.each(releases)("hole 48: runs of the workflows of %s go on with the code as it is", (release) => {
  test.each(readdirSync(join(import.meta.dirname, release)))("%s", (file) => replay(join(release, file)));
});

test("a run whose code has changed doesn't replay", async () => {
  const history = read("2585e75/delete-deleted.json");
  const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  expect(started?.workflowType?.name).toBe("deleteFedWikiSiteWorkflow");
  if (started?.workflowType) started.workflowType.name = "createFedWikiSiteWorkflow";
  await expect(Worker.runReplayHistory({ workflowBundle }, history)).rejects.toThrow(
    DeterminismViolationError,
  );
});
