import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";
import { submitCreate, submitDelete } from "./forms.ts";

// axe itself is a script in the page, so this runs with JavaScript alone.
test.use({ allowedErrors: [/the server responded with a status of 40[34]/] });

test.describe("axe finds nothing, in light, dark and narrow", { tag: "@js" }, () => {
  test("on the page of a sign-in that came to nothing", async ({ visitor }) => {
    await visitor.goto("/sign-in-error?error=OAuthCallback");
    await expect(visitor.getByRole("main").getByRole("alert")).not.toBeEmpty();
    await expectAccessible(visitor);
  });

  test("on the front page and the provider's", async ({ visitor }) => {
    await visitor.goto("/");
    await expectAccessible(visitor);
    await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(visitor.getByRole("textbox", { name: "Password" })).toBeVisible();
    await expectAccessible(visitor);
  });

  test("on a member's pages", async ({ alice, wikis }) => {
    const domain = await wikis.create("alice");
    const pages = ["/wikis", "/wikis/new", `/wikis/${domain}`, `/wikis/${domain}/delete`];
    for (const path of [...pages, "/admin/sync", "/no-such-page"]) {
      await alice.goto(path);
      await expectAccessible(alice);
    }
  });

  test("on a deleted wiki's pages", async ({ alice, wikis, access }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    await alice.goto("/wikis");
    await expect(alice.getByRole("list", { name: "Deleted wikis" })).toBeVisible();
    await expectAccessible(alice);
    await alice.goto(`/wikis/${domain}`);
    await expect(alice.getByRole("button", { name: "Restore", exact: true })).toBeVisible();
    await expectAccessible(alice);
  });

  test("on the list of a member with a wiki on hold and more deleted ones than a page shows", async ({
    bob,
    wikis,
    access,
    schedule: _,
  }) => {
    const domain = await wikis.create("bob");
    await access.holdName(domain, "It was abused");
    await access.addDeletedWikis("bob", 101, `${domain}-`);
    try {
      await bob.goto("/wikis?deleted=100");
      await expect(bob.getByText("On hold", { exact: true })).toBeVisible();
      await expect(bob.getByRole("link", { name: "Those before", exact: true })).toBeVisible();
      await expectAccessible(bob);
    } finally {
      await access.forgetDeletedWikis(`${domain}-`);
      await access.liftHold(domain);
    }
  });

  test("on the page that puts a wiki on hold", async ({ admin, wikis }) => {
    await admin.goto(`/wikis/${await wikis.create("alice")}/hold`);
    await expect(admin.getByRole("button", { name: "Put on hold", exact: true })).toBeVisible();
    await expectAccessible(admin);
  });

  test("on the page that takes over another console's wikis", async ({ admin, access, schedule: _ }) => {
    const other = await access.meetConsole();
    await admin.goto(`/admin/sync/continue?console=${other}`);
    await expect(admin.getByRole("button", { name: "They are ours", exact: true })).toBeVisible();
    await expectAccessible(admin);
    await access.forgetConsole(other);
  });

  test("on refused forms", async ({ alice, wikis }) => {
    await submitCreate(alice, "not a name!");
    await expect(alice.getByRole("main").getByRole("alert")).not.toBeEmpty();
    await expectAccessible(alice);
    await submitDelete(alice, await wikis.create("alice"), "something else");
    await expect(alice.getByRole("main").getByRole("alert")).not.toBeEmpty();
    await expectAccessible(alice);
  });

  test("on the administrator's page", async ({ admin, schedule: _ }) => {
    await admin.goto("/admin/sync");
    await expect(admin.getByRole("button", { name: "Sync now" })).toBeVisible();
    await expectAccessible(admin);
  });
});
