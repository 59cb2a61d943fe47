import type { Page } from "@playwright/test";

/** Presses the button of exactly that name. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole("button", { name, exact: true }).click();
}

/** Fills in and sends the form that makes a wiki. */
export async function submitCreate(page: Page, name: string): Promise<void> {
  await page.goto("/wikis/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await press(page, "Create wiki");
}

/** Fills in and sends the form that deletes a wiki. */
export async function submitDelete(page: Page, domain: string, confirmation = domain): Promise<void> {
  await page.goto(`/wikis/${domain}/delete`);
  await page.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true }).fill(confirmation);
  await press(page, "Delete wiki");
}
