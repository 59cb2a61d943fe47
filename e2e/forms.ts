import type { Page } from "@playwright/test";

/** Fills in and sends the form that makes a wiki. */
export async function submitCreate(page: Page, name: string): Promise<void> {
  await page.goto("/wikis/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Create wiki", exact: true }).click();
}

/** Fills in and sends the form that deletes a wiki. */
export async function submitDelete(page: Page, domain: string, confirmation = domain): Promise<void> {
  await page.goto(`/wikis/${domain}/delete`);
  await page.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true }).fill(confirmation);
  await page.getByRole("button", { name: "Delete wiki", exact: true }).click();
}
