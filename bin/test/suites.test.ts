import { expect, test } from "vitest";
import { playwrightCount, vitestCount } from "./suites.ts";

test("a test that was skipped, is still to be written or passed at a second try counts as failed", () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(vitestCount.parse(vitest)).toEqual({ passed: 5, failed: 4 });
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 };
  expect(playwrightCount.parse({ stats })).toEqual({ passed: 5, failed: 3 });
});
