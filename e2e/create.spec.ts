import { expect, test } from "./fixtures.ts";
import { submitCreate } from "./forms.ts";

/** The seed's words for 409 Conflict. */
const alreadyExists = "A site with this name already exists. Please choose a different name.";

test.describe("createFedWikiSiteWorkflow: 409 Conflict (Site already exists)", () => {
  for (const person of ["alice", "bob"] as const) {
    test(`a name that alice has is refused to ${person} in the seed's words, and what was typed stays`, async ({
      open,
      wikis,
    }) => {
      const domain = await wikis.create("alice");
      const [name = ""] = domain.split(".");
      const page = await open(person);
      await submitCreate(page, name);
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert).toContainText(alreadyExists);
      await expect(alert).toBeFocused();
      await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(name);
    });
  }

  test("a wiki that was deleted keeps its name: to others it exists", async ({ bob, wikis, access }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    const [name = ""] = domain.split(".");
    await submitCreate(bob, name);
    await expect(bob.getByRole("main").getByRole("alert")).toContainText(alreadyExists);
    await expect(bob.getByRole("button", { name: /^Restore/ })).toHaveCount(0);
  });
});

test("that a wiki is made is said no longer than it is there", async ({ alice, wikis, access }) => {
  const { name, domain } = wikis.name();
  await submitCreate(alice, name);
  const said = alice.getByRole("main").getByRole("status");
  await expect(said).toHaveText(`${domain} is made.`);
  await access.deleteWiki("alice", domain);
  await alice.reload();
  await expect(alice.getByRole("button", { name: "Restore", exact: true })).toBeVisible();
  await expect(said).toHaveCount(0);
});

test.describe("one form is one operation", () => {
  test("a double submit makes one wiki, and one says so", async ({ alice, wikis, access }) => {
    const { name, domain } = wikis.name();
    await alice.goto("/wikis/new");
    await alice.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await alice.getByRole("button", { name: "Create wiki", exact: true }).dblclick();
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible();
    expect(await access.countOperations(domain)).toBe(1);
  });

  test("the back button brings the same form, which tells the same again", { tag: "@js" }, async ({
    alice,
    wikis,
    access,
  }) => {
    const { name, domain } = wikis.name();
    await submitCreate(alice, name);
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible();
    await alice.goBack();
    await alice.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await alice.getByRole("button", { name: "Create wiki", exact: true }).click();
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible();
    expect(await access.countOperations(domain)).toBe(1);
  });
});
