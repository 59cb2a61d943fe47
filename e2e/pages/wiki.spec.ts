import { expect, test } from "../fixtures.ts";
import { siteUrl } from "../stack/stack.ts";

test.describe("page /wikis/DOMAIN", () => {
  test("has the heading, 'Open' with its advice, state, pages, storage, last change and 'Delete'", async ({
    alice,
    wikis,
    stack,
  }) => {
    const domain = await wikis.create("alice");
    await alice.goto(`/wikis/${domain}`);
    const main = alice.getByRole("main");
    await expect(main.getByRole("heading", { name: domain, exact: true })).toBeVisible();
    const open = main.getByRole("link", { name: "Open", exact: true });
    await expect(open).toHaveAttribute("href", new RegExp(`^${siteUrl(stack, domain)}/?$`));
    await expect(main).toContainText(/sign in .*same account/i);
    await expect(main).toContainText(/this browser only/i);
    for (const fact of [/state/i, /pages/i, /storage/i, /last change/i])
      await expect(main).toContainText(fact);
    await main.getByRole("link", { name: "Delete", exact: true }).click();
    await expect(alice).toHaveURL(`/wikis/${domain}/delete`);
  });

  test("an administrator sees any member's wiki", async ({ admin, wikis }) => {
    const domain = await wikis.create("alice");
    await admin.goto(`/wikis/${domain}`);
    await expect(admin.getByRole("heading", { name: domain, exact: true })).toBeVisible();
  });
});
