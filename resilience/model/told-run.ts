import { inject } from "vitest";
import { type Count, runModel } from "./run.ts";

const LARGEST = 1_000_000_000;

/** A run with the seed that the tests were started with, which it tells. */
export async function toldRun(file: string, run: { steps: number; lanes: number }): Promise<Count> {
  const seed = inject("seed") % LARGEST;
  console.info(`Model: ${run.steps} steps, to be repeated by npx vitest run ${file} --sequence.seed=${seed}`);
  const count = await runModel({ ...run, seed, tell: console.info });
  console.info(`Model: ${count.steps} steps were done, ${count.unknown} of them with an unknown outcome`);
  return count;
}
