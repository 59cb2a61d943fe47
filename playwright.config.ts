import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./e2e/browser.ts";

const faults = "faults/**/*.spec.ts";
const withoutJavaScript = { javaScriptEnabled: false };

export default defineConfig({
  testDir: "e2e",
  // The two of the faults wait more than they work; the third has the others meanwhile.
  workers: 3,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalSetup: "./e2e/stack/global-setup.ts",
  use: {
    launchOptions: await browserLaunchOptions(),
    screenshot: "only-on-failure",
  },
  projects: [
    // One after the other, since a fault is for all who use that stack; first, since they wait most.
    { name: "faults, with JavaScript", testMatch: faults, workers: 1 },
    {
      name: "faults, without JavaScript",
      testMatch: faults,
      workers: 1,
      use: withoutJavaScript,
      grepInvert: /@js/,
    },
    { name: "with JavaScript", testIgnore: faults },
    { name: "without JavaScript", testIgnore: faults, use: withoutJavaScript, grepInvert: /@js/ },
  ],
});
