import { expect, test } from "vitest";
import { toldRun } from "./model/told-run.ts";

const STEPS = 10_000;

test(`holes 9, 13, 26, 34 and 38: ${STEPS} steps of several members, the farm's people, visitors, holds, cuts, kills and unknown outcomes are as the model says`, async () => {
  const file = "--mode long resilience/model.long.test.ts";
  const count = await toldRun(file, { steps: STEPS, lanes: 8 });
  expect(count.steps).toBeGreaterThanOrEqual(STEPS);
  expect(count.unknown).toBeGreaterThan(0);
}, 7_200_000);
