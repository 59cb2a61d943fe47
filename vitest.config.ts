import { defineConfig } from "vitest/config";

/** `--mode long` (npm run test:long) takes the tests of minutes and hours as well. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ["**/*.test.ts"],
    exclude: [
      "**/node_modules/**",
      "**/.next/**",
      "**/.member-console*/**",
      ...(mode === "long" ? [] : ["**/*.long.test.ts"]),
    ],
    // Files that start services share two cores; a third worker saved little and made the others late.
    maxWorkers: 2,
    testTimeout: 60_000,
    // A fixture brings up PostgreSQL, Temporal and the farm on a slow disk.
    hookTimeout: 120_000,
  },
}));
