import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** Each a sample of what its `.long` twin does whole, which would be the same again. */
const samples = ["resilience/kill-walk.test.ts", "resilience/model.test.ts"];

const isLong = (mode: string) => mode === "long" || mode === "whole";

const exclude = (mode: string) => [
  "**/node_modules/**",
  "**/.next/**",
  "**/.member-console*/**",
  ...(mode === "whole" ? samples : []),
  ...(isLong(mode) ? [] : ["**/*.long.test.ts"]),
];

/** These keep every core busy, in lanes of their own. */
const busy = "resilience/{kill-walk,model}*.test.ts";

const timeouts = {
  testTimeout: 60_000,
  // A fixture brings up PostgreSQL, Temporal and the farm on a slow disk.
  hookTimeout: 120_000,
};

/** The same for everybody where it should take the same time each time; else a new one, which the run tells. */
const SEED = 20_261_123;

/**
 * `--mode long` takes the tests of minutes and hours as well; `--mode whole` (npm run test:long) does so without their
 * samples.
 */
export default defineConfig(({ mode }) => ({
  test: {
    // Once for all projects, which don't inherit it.
    globalSetup: ["embedded/testing/shared/keep.ts", "embedded/testing/shared/seed.ts"],
    sequence: { seed: isLong(mode) ? Date.now() : SEED },
    projects: [
      {
        test: {
          // Sorted by name, these are begun before the others beside which they wait.
          name: "long",
          ...timeouts,
          setupFiles: "embedded/testing/shared/use.ts",
          include: ["**/*.long.test.ts"],
          exclude: ["resilience/**", ...exclude(mode)],
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "unit",
          ...timeouts,
          setupFiles: "embedded/testing/shared/use.ts",
          include: ["**/*.test.ts"],
          exclude: ["resilience/**", "**/*.long.test.ts", ...exclude(mode)],
          // One more than the cores there may be: a third of a file's time is waiting for retries and timeouts.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "resilience",
          ...timeouts,
          setupFiles: "embedded/testing/shared/use.ts",
          include: ["resilience/**/*.test.ts"],
          exclude: [busy, ...exclude(mode)],
          // These wait for Temporal's timeouts more than they work. After the others, whose times they would spoil.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "kills and model",
          ...timeouts,
          setupFiles: "embedded/testing/shared/use.ts",
          include: [busy],
          exclude: exclude(mode),
          // Alone, so that nobody's answer within a given time is held up by them.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ] satisfies TestProjectInlineConfiguration[],
  },
}));
