import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endingOf, endings, impossible } from "./recording/endings.ts";
import { historyFromText } from "./recording/history-json.ts";

const folder = join(import.meta.dirname, "current");
const histories = readdirSync(folder).map(
  (file) => historyFromText(readFileSync(join(folder, file), "utf8")).events ?? [],
);
const all = [...Object.values(endings), "cancelled", "continued"];

test.each(Object.entries(impossible))(
  "hole 48: %s is recorded in every way that it can end, and in no other",
  (workflow, never) => {
    const runs = histories.filter(
      ([started]) => started?.workflowExecutionStartedEventAttributes?.workflowType?.name === workflow,
    );
    const recorded = new Set<unknown>([null, ...runs.map(endingOf)]);
    expect(recorded).toEqual(new Set(all.filter((ending) => !never.some((other) => other === ending))));
  },
);
