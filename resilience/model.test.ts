import { expect, test } from "vitest";
import { runModel } from "./model/run.ts";
import { seedOr } from "./model/seed.ts";

const STEPS = 80;

test(`holes 9, 13 and 26: ${STEPS} steps of several members, the farm's people, visitors, cuts and kills are as the model says`, async () => {
  const seed = seedOr(20261123);
  console.info(`Model: ${STEPS} steps, seed ${seed}`);
  expect(await runModel({ seed, steps: STEPS, lanes: 2 })).toBeGreaterThanOrEqual(STEPS);
}, 300_000);
