import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person, Stack } from "./stack/stack.ts";

/** Fills in the embedded provider's page; each person's password is the name. */
export async function identifyAs(page: Page, person: Person): Promise<void> {
  await page.getByRole("textbox", { name: "Username" }).fill(person);
  await page.getByRole("textbox", { name: "Password" }).fill(person);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in from the front page. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await identifyAs(page, person);
  await expect(page.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible();
}

/** What a browser keeps after signing in, to be given to others. */
export async function signedInState(browser: Browser, stack: Stack, person: Person): Promise<State> {
  const context = await browser.newContext({ baseURL: stack.baseUrl });
  await signIn(await context.newPage(), person);
  const state = await context.storageState();
  await context.close();
  return state;
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
