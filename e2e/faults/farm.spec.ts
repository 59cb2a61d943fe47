import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

async function submit(page: Page, name: string): Promise<void> {
  await page.goto("/wikis/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Create wiki", exact: true }).click();
}

test("the farm answers 401 Unauthorized (Bad credentials): the seed's sentence, with the support URL", async ({
  alice,
  wikis,
  access,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.answer({ status: 401, body: { error: "Unauthorized" } });
  await submit(alice, name);
  const alert = alice.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("Authentication failed. Please contact support.");
  await expect(alert).toContainText("https://support.example.org");
  await expect(alice.getByRole("link", { name: "Get help" })).toHaveAttribute(
    "href",
    "https://support.example.org",
  );
  expect(await access.knows(domain)).toBe(false);
});

test("the farm answers 403 Forbidden (Permission denied): the seed's sentence", async ({
  alice,
  wikis,
  configured,
}) => {
  const { name } = wikis.name();
  configured.farmProxy.answer({ status: 403, body: { error: "Admin access required" } });
  await submit(alice, name);
  await expect(alice.getByRole("main").getByRole("alert")).toContainText(
    "You don't have permission to perform this action.",
  );
});

test("page /operations/ID: the farm is down, the operation is followed, the farm comes back, the wiki is there", async ({
  alice,
  wikis,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.refuse();
  await submit(alice, name);
  await expect(alice).toHaveURL(/\/operations\/[0-9a-f-]{36}/);
  await expect(alice.getByRole("heading", { name: `Creating ${domain}`, exact: true })).toBeVisible();
  const status = alice.getByRole("main").getByRole("status");
  await expect(status).toContainText(/Attempt [2-8] of 8/);
  await expect(status).toContainText(/next try/i);

  configured.farmProxy.pass();
  await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(alice).toHaveURL(new RegExp(`/wikis/${domain}`));
});

test("page /operations/ID: the farm is down, a delete is followed too, and ends when the farm is back", async ({
  alice,
  wikis,
  configured,
}) => {
  const domain = await wikis.create("alice");
  configured.farmProxy.refuse();
  await alice.goto(`/wikis/${domain}/delete`);
  await alice.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true }).fill(domain);
  await alice.getByRole("button", { name: "Delete wiki", exact: true }).click();
  await expect(alice.getByRole("heading", { name: `Deleting ${domain}`, exact: true })).toBeVisible();
  configured.farmProxy.pass();
  await expect(alice.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(alice.getByRole("link", { name: domain, exact: true })).toHaveCount(0);
});

test("the farm is down: /wikis/DOMAIN shows what was last known, with its time", async ({
  alice,
  wikis,
  configured,
}) => {
  const domain = await wikis.create("alice");
  configured.farmProxy.refuse();
  const response = await alice.goto(`/wikis/${domain}`);
  expect(response?.status()).toBe(200);
  await expect(alice.getByRole("main").getByRole("time").first()).toBeVisible();
});
