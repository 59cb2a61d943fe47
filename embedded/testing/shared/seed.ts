/** Once for a test run: hands Vitest's own seed to tests that choose at random, so that `--sequence.seed=N` repeats a run. */
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    seed: number;
  }
}

export function setup({ vitest, provide }: TestProject): void {
  provide("seed", vitest.config.sequence.seed);
}
