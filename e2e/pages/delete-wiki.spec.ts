import { expect, test } from "../fixtures.ts";
import { submitDelete } from "../forms.ts";

test.describe("page /wikis/DOMAIN/delete", () => {
  test("says what happens, offers a copy, and asks for the domain", async ({ alice, wikis }) => {
    const domain = await wikis.create("alice");
    await alice.goto(`/wikis/${domain}/delete`);
    const main = alice.getByRole("main");
    await expect(main.getByRole("heading", { name: `Delete ${domain}?`, exact: true })).toBeVisible();
    await expect(main).toContainText(/hidden, not erased/i);
    await expect(main).toContainText(/until an administrator erases them/i);
    await expect(main.getByRole("link", { name: /copy/i })).toHaveAttribute(
      "href",
      /\/system\/export\.json$/,
    );
    await expect(main.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true })).toBeVisible();
    await expect(main.getByRole("button", { name: "Delete wiki", exact: true })).toBeVisible();
  });

  test("'Delete wiki' leads to /wikis with a status text; the wiki is archived on the farm", async ({
    alice,
    wikis,
    farm,
  }) => {
    const domain = await wikis.create("alice");
    await submitDelete(alice, domain);
    await expect(alice).toHaveURL(/\/wikis(\?|$)/);
    const status = alice.getByRole("main").getByRole("status");
    await expect(status).toContainText(domain);
    await expect(status).toBeFocused();
    await expect(
      alice.getByRole("list", { name: "Your wikis" }).getByRole("link", { name: domain, exact: true }),
    ).toHaveCount(0);
    expect((await farm.get(domain)).body).toMatchObject({ status: "archived" });
  });

  test("a domain that isn't the one is refused, and nothing is deleted", async ({ alice, wikis, farm }) => {
    const domain = await wikis.create("alice");
    await submitDelete(alice, domain, "another.example.org");
    const alert = alice.getByRole("main").getByRole("alert");
    await expect(alert).not.toBeEmpty();
    await expect(alert).toBeFocused();
    const confirmation = alice.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true });
    await expect(confirmation).toHaveValue("another.example.org");
    expect((await farm.get(domain)).body).toMatchObject({ status: "active" });
  });

  test("an administrator may delete a member's wiki", async ({ admin, alice, wikis }) => {
    const domain = await wikis.create("alice");
    await submitDelete(admin, domain);
    await expect(admin.getByRole("main").getByRole("status")).toContainText(domain);
    await alice.goto("/wikis");
    await expect(
      alice.getByRole("list", { name: "Your wikis" }).getByRole("link", { name: domain, exact: true }),
    ).toHaveCount(0);
  });

  for (const person of ["alice", "admin"] as const) {
    test(`hole 20: a form that ${person} turned to the farm's admin site says what that is, and asks for nothing`, async ({
      open,
      stack,
      wikis,
      access,
    }) => {
      const adminSite = new URL(stack.farmUrl).hostname;
      const domain = await wikis.create("alice");
      const page = await open(person);
      await page.goto(`/wikis/${domain}/delete`);
      await page
        .locator("input[name=domain]")
        .evaluate((field, value) => field.setAttribute("value", value), adminSite);
      await page.getByRole("textbox", { name: `Type ${domain} to confirm`, exact: true }).fill(adminSite);
      await page.getByRole("button", { name: "Delete wiki", exact: true }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        "This is the farm's own admin site; it can't be deleted here.",
      );
      expect(await access.countOperations(adminSite)).toBe(0);
    });
  }
});
