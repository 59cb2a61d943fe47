import { expect, test } from "../fixtures.ts";
import { submitCreate } from "../forms.ts";

test.describe("page /wikis/new", () => {
  test("has a textbox 'Name' with the rest of the address beside it, and a button 'Create wiki'", async ({
    alice,
    stack,
  }) => {
    await alice.goto("/wikis/new");
    await expect(alice.getByRole("textbox", { name: "Name", exact: true })).toBeVisible();
    await expect(alice.getByRole("main").getByText(`.${stack.siteDomain}`).first()).toBeVisible();
    await expect(alice.getByRole("button", { name: "Create wiki", exact: true })).toBeVisible();
    // One domain is configured, and none of one's own is allowed: there is nothing to choose.
    await expect(alice.getByRole("combobox")).toHaveCount(0);
    await expect(alice.getByRole("checkbox")).toHaveCount(0);
  });

  test("'Create wiki' leads to /wikis/DOMAIN with a status text that has the focus", async ({
    alice,
    wikis,
  }) => {
    const { name, domain } = wikis.name();
    await submitCreate(alice, name);
    await expect(alice).toHaveURL(new RegExp(`/wikis/${domain}(\\?|$)`));
    const status = alice.getByRole("main").getByRole("status");
    await expect(status).toHaveCount(1);
    await expect(status).toContainText(domain);
    await expect(status).toBeFocused();
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible();

    await alice.goto("/wikis");
    await expect(alice.getByRole("link", { name: domain, exact: true })).toBeVisible();
  });

  test("the owner is written to the farm as the seed's owner.json shows", async ({
    alice,
    wikis,
    farm,
    access,
  }) => {
    const { name, domain } = wikis.name();
    await submitCreate(alice, name);
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible();
    const { ownerClaim } = await access.user("alice");
    const { body } = await farm.get(domain);
    expect(body).toMatchObject({ name: domain, owner: { oauth2: { id: ownerClaim } }, status: "active" });
  });

  for (const typed of ["not a name!", "www", "", "a".repeat(80)]) {
    test(`'${typed.slice(0, 12)}' is refused with a reason, and what was typed stays`, async ({ alice }) => {
      await alice.goto("/wikis/new");
      await submitCreate(alice, typed);
      const alert = alice.getByRole("main").getByRole("alert");
      await expect(alert).not.toBeEmpty();
      await expect(alert).toBeFocused();
      const name = alice.getByRole("textbox", { name: "Name", exact: true });
      await expect(name).toHaveValue(typed);
      await expect(name).toHaveAttribute("aria-invalid", "true");
    });
  }
});
