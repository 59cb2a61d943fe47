import { test as shared } from "../fixtures.ts";
import { type ConfiguredStack, startConfiguredStack } from "./configured-stack.ts";

/** Tests on a stack of their own, whose provider and farm can be made to fail without harm to others. */
export const test = shared.extend<{ healthy: undefined }, { configured: ConfiguredStack }>({
  configured: [
    async ({}, use) => {
      const configured = await startConfiguredStack();
      await use(configured);
      await configured.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  stack: [async ({ configured }, use) => use(configured.stack), { scope: "worker" }],
  healthy: [
    // After the wikis, so that it ends before them: they are deleted on a farm that answers.
    async ({ configured, wikis: _ }, use) => {
      await use(undefined);
      configured.farmProxy.pass();
      configured.oidcProxy.pass();
      configured.databaseGate.open();
      configured.temporalGate.open();
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
