import { expect, test } from "../fixtures.ts";
import { siteUrl } from "../stack/stack.ts";

test.describe("page /wikis", () => {
  test("has its heading, 'N of M wikis used', one link 'Create a wiki' and a button 'Sign out'", async ({
    alice,
  }) => {
    await alice.goto("/wikis");
    await expect(alice.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible();
    await expect(alice.getByText(/^\d+ of \d+ wikis used$/)).toBeVisible();
    await expect(alice.getByRole("link", { name: "Create a wiki", exact: true })).toHaveCount(1);
    await expect(alice.getByRole("button", { name: "Sign out", exact: true })).toBeVisible();
  });

  test("'Create a wiki' leads to the form", async ({ alice }) => {
    await alice.goto("/wikis");
    await alice.getByRole("link", { name: "Create a wiki", exact: true }).click();
    await expect(alice).toHaveURL("/wikis/new");
  });

  test("lists each wiki with its page, its state and a link 'Open' to the wiki itself", async ({
    alice,
    wikis,
    stack,
  }) => {
    const domain = await wikis.create("alice");
    await alice.goto("/wikis");
    const link = alice.getByRole("link", { name: domain, exact: true });
    const item = alice.getByRole("listitem").filter({ has: link });
    await expect(item).toContainText(/active/i);
    const open = item.getByRole("link", { name: "Open" });
    await expect(open).toHaveAccessibleDescription(domain);
    await expect(open).toHaveAttribute("href", new RegExp(`^${siteUrl(stack, domain)}/?$`));
    await link.click();
    await expect(alice).toHaveURL(`/wikis/${domain}`);
  });

  test("shows nobody else's wikis", async ({ bob, wikis }) => {
    const domain = await wikis.create("alice");
    await bob.goto("/wikis");
    await expect(bob.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible();
    await expect(bob.getByRole("link", { name: domain })).toHaveCount(0);
  });
});
