import { expect, type Page } from "@playwright/test";
import type { ConfiguredStack } from "./configured-stack.ts";

/** Holds everything that the farm is asked, until what it returns is called. */
export function holdFarm({ farmProxy }: Pick<ConfiguredStack, "farmProxy">): () => void {
  const held = Promise.withResolvers<void>();
  farmProxy.disturb(() => ({ kind: "holdBefore", until: held.promise }));
  return () => {
    farmProxy.pass();
    held.resolve();
  };
}

/** The page follows a create of that name. */
export async function expectFollowed(page: Page, domain: string): Promise<void> {
  await expect(page.getByRole("heading", { name: `Creating ${domain}`, exact: true })).toBeVisible();
}

/** The page comes to the wiki by itself. */
export async function expectMade(page: Page, domain: string, timeout = 30_000): Promise<void> {
  await expect(page.getByRole("heading", { name: domain, exact: true })).toBeVisible({ timeout });
}
