import { submitCreate, submitDelete } from "../forms.ts";
import { expect, test } from "./fixtures.ts";

test("checkQuotaActivity: the wiki beyond the quota is refused, and a deleted one makes room", async ({
  bob,
  wikis,
  access,
}) => {
  const first = await wikis.create("bob");
  await wikis.create("bob");
  await wikis.create("bob");
  await bob.goto("/wikis");
  await expect(bob.getByText("3 of 3 wikis used", { exact: true })).toBeVisible();

  const { name, domain } = wikis.name();
  await submitCreate(bob, name);
  await expect(bob.getByRole("main").getByRole("alert")).toContainText("You have used all 3 of your wikis.");
  await expect(bob.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(name);
  expect(await access.knows(domain)).toBe(false);

  await access.deleteWiki("bob", first);
  await submitCreate(bob, name);
  await expect(bob.getByRole("heading", { name: domain, exact: true })).toBeVisible();
});

test("who has more than they may keeps it all, and reads when one can be created again", async ({
  bob,
  wikis,
  access,
}) => {
  const domain = await wikis.create("bob");
  await wikis.create("bob");
  await wikis.create("bob");
  await access.setQuota("bob", 2);
  try {
    await bob.goto("/wikis");
    await expect(bob.getByText("3 of 2 wikis used", { exact: true })).toBeVisible();
    const when = "You can create one again when you have fewer than 2.";
    await expect(bob.getByText(when, { exact: true })).toBeVisible();
    await bob.goto("/wikis/new");
    await expect(bob.getByText(when, { exact: true })).toBeVisible();
    // Only creates and restores are refused.
    await submitDelete(bob, domain);
    await expect(bob.getByRole("main").getByRole("status")).toContainText("is deleted");
  } finally {
    await access.setQuota("bob", null);
  }
});

test("page /wikis/new: a <select> 'Domain' when more than one is configured", async ({ bob, wikis }) => {
  const { name } = wikis.name("members.localhost");
  await bob.goto("/wikis/new");
  await bob.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await bob.getByRole("combobox", { name: "Domain", exact: true }).selectOption("members.localhost");
  await bob.getByRole("button", { name: "Create wiki", exact: true }).click();
  await expect(bob.getByRole("heading", { name: `${name}.members.localhost`, exact: true })).toBeVisible();
});

test("page /wikis/new: 'Use my own domain' with a textbox 'Your domain' when that is allowed", async ({
  bob,
}) => {
  await bob.goto("/wikis/new");
  await bob.getByRole("checkbox", { name: "Use my own domain", exact: true }).check();
  const own = bob.getByRole("textbox", { name: "Your domain", exact: true });
  await own.fill("no domain at all");
  await bob.getByRole("button", { name: "Create wiki", exact: true }).click();
  await expect(bob.getByRole("main").getByRole("alert")).not.toBeEmpty();
  await expect(own).toHaveValue("no domain at all");
});
