import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const exclude = (mode: string) => [
  "**/node_modules/**",
  "**/.next/**",
  "**/.member-console*/**",
  ...(mode === "long" ? [] : ["**/*.long.test.ts"]),
];

const timeouts = {
  testTimeout: 60_000,
  // A fixture brings up PostgreSQL, Temporal and the farm on a slow disk.
  hookTimeout: 120_000,
};

/** The same for everybody where it should take the same time each time; else Vitest's, which is the clock. */
const SEED = 20_261_123;

/** `--mode long` (npm run test:long) takes the tests of minutes and hours as well. */
export default defineConfig(({ mode }) => ({
  test: {
    // Once for both projects, which don't inherit it.
    globalSetup: ["embedded/testing/shared/keep.ts", "embedded/testing/shared/seed.ts"],
    sequence: mode === "long" ? {} : { seed: SEED },
    projects: [
      {
        test: {
          name: "unit",
          ...timeouts,
          setupFiles: "embedded/testing/shared/use.ts",
          include: ["**/*.test.ts"],
          exclude: ["resilience/**", ...exclude(mode)],
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
          exclude: exclude(mode),
          // These wait for Temporal's timeouts more than they work. After the others, whose times they would spoil.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ] satisfies TestProjectInlineConfiguration[],
  },
}));
