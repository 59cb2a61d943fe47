import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { press } from "./forms.ts";
import type { Person } from "./stack/stack.ts";

// The browser itself writes the status of a page that it was refused to its console.
test.use({ allowedErrors: [/the server responded with a status of 40[34]/] });

/** What came of a form that somebody sent who may not. */
const refusals = {
  signIn: (page: Page) => expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible(),
  forbidden: (page: Page) =>
    expect(page.getByRole("main").getByRole("heading")).toHaveText("This page is for administrators"),
  /** Their page stays where a script sent the form; else it is the same page as for a wiki that doesn't exist. */
  notTheirs: async (page: Page) => {
    const alert = page.getByRole("main").getByRole("alert").filter({ hasText: /\S/ });
    await expect(alert.or(page.getByRole("heading", { name: "There is no such page" }))).toBeVisible();
  },
};

test.describe("hole 19: a form that somebody else sends", () => {
  for (const [person, refused] of [
    ["nobody", refusals.signIn],
    ["bob", refusals.notTheirs],
  ] as const) {
    test(`to restore alice's wiki does nothing for ${person}`, async ({ alice, become, wikis, access }) => {
      const domain = await wikis.create("alice");
      await access.deleteWiki("alice", domain);
      await alice.goto(`/wikis/${domain}`);
      await become(alice, person);
      await press(alice, "Restore");
      await refused(alice);
      expect(await access.knows(domain)).toBe(false);
    });

    test(`to delete alice's wiki does nothing for ${person}`, async ({ alice, become, wikis, access }) => {
      const domain = await wikis.create("alice");
      await alice.goto(`/wikis/${domain}/delete`);
      await alice.getByRole("textbox").fill(domain);
      await become(alice, person);
      await press(alice, "Delete wiki");
      await refused(alice);
      expect(await access.knows(domain)).toBe(true);
    });
  }

  test("to restore and to delete alice's wiki is an administrator's to send", async ({
    alice,
    become,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    await alice.goto(`/wikis/${domain}`);
    await become(alice, "admin");
    await press(alice, "Restore");
    await expect(alice.getByRole("main").getByRole("status")).toContainText("back");
    expect(await access.knows(domain)).toBe(true);
  });

  test("to create a wiki makes it for who sends it, and for nobody nothing", async ({
    alice,
    become,
    wikis,
    access,
  }) => {
    const { name, domain } = wikis.name();
    await alice.goto("/wikis/new");
    await alice.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await become(alice, "nobody");
    await press(alice, "Create wiki");
    await refusals.signIn(alice);
    expect(await access.knows(domain)).toBe(false);
  });

  const outsiders: [Person | "nobody", (page: Page) => Promise<void>][] = [
    ["nobody", refusals.signIn],
    // Its owner, and another member.
    ["alice", refusals.forbidden],
    ["bob", refusals.forbidden],
  ];
  for (const [person, refused] of outsiders) {
    test(`to hold a wiki and to lift its hold does nothing for ${person}`, async ({
      admin,
      become,
      wikis,
      access,
    }) => {
      const domain = await wikis.create("alice");
      await admin.goto(`/wikis/${domain}/hold`);
      await admin.getByRole("textbox", { name: "Reason", exact: true }).fill("No reason at all");
      await become(admin, person);
      await press(admin, "Put on hold");
      await refused(admin);
      expect(await access.isOnHold(domain)).toBe(false);

      await become(admin, "admin");
      await admin.goto(`/wikis/${domain}/hold`);
      await admin.getByRole("textbox", { name: "Reason", exact: true }).fill("A reason");
      await press(admin, "Put on hold");
      await expect(admin.getByRole("main").getByRole("status")).toContainText("on hold");
      await admin.goto(`/wikis/${domain}/hold`);
      await become(admin, person);
      await press(admin, "Lift the hold");
      await refused(admin);
      expect(await access.isOnHold(domain)).toBe(true);
      await access.liftHold(domain);
    });

    test(`to take over another console's wikis does nothing for ${person}`, async ({
      admin,
      become,
      access,
      schedule: _,
    }) => {
      const other = await access.meetConsole();
      await admin.goto(`/admin/sync/continue?console=${other}`);
      await become(admin, person);
      await press(admin, "They are ours");
      await refused(admin);
      expect(await access.continues(other)).toBe(false);
      await access.forgetConsole(other);
    });

    test(`to steer the sync or to see what it would change does nothing for ${person}`, async ({
      admin,
      become,
      access,
      schedule: _,
    }) => {
      const before = await access.countRuns();
      for (const button of ["Sync now", "Pause", "What a sync would change"]) {
        await become(admin, "admin");
        await admin.goto("/admin/sync");
        await become(admin, person);
        await press(admin, button);
        await refused(admin);
      }
      await become(admin, "admin");
      await admin.goto("/admin/sync");
      await expect(admin.getByText("Active", { exact: true })).toBeVisible();
      expect(await access.countRuns()).toBe(before);
    });
  }
});
