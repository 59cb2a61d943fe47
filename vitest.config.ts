import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/.next/**", "**/.member-console*/**"],
    // Files that start services share two cores; a third worker saved little and made the others late.
    maxWorkers: 2,
    testTimeout: 60_000,
    // A fixture brings up PostgreSQL, Temporal and the farm on a slow disk.
    hookTimeout: 120_000,
  },
});
