import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./fixtures.ts";

// axe itself is a script in the page, so this runs with JavaScript alone.
test.use({ allowedErrors: [/the server responded with a status of 40[34]/] });

const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
] as const;

/** axe finds nothing, nothing needs sideways scrolling, and there is one alert and one status at most. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found, page.url()).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
  for (const role of ["alert", "status"] as const) {
    expect(await page.getByRole("main").getByRole(role).count(), role).toBeLessThanOrEqual(1);
  }
}

for (const { name, colorScheme, viewport } of looks) {
  test.describe(`axe finds nothing, ${name}`, { tag: "@js" }, () => {
    test.use({ colorScheme, viewport });

    test("on the front page and the provider's", async ({ visitor }) => {
      await visitor.goto("/");
      await expectAccessible(visitor);
      await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(visitor.getByRole("textbox", { name: "Password" })).toBeVisible();
      await expectAccessible(visitor);
    });

    test("on a member's pages", async ({ alice, wikis, access }) => {
      const domain = await wikis.create("alice");
      const operation = await access.operationOf(domain);
      const pages = ["/wikis", "/wikis/new", `/wikis/${domain}`, `/wikis/${domain}/delete`];
      for (const path of [...pages, `/operations/${operation}`, "/admin/sync", "/no-such-page"]) {
        await alice.goto(path);
        await expectAccessible(alice);
      }
    });

    test("on a refused form", async ({ alice }) => {
      await alice.goto("/wikis/new");
      await alice.getByRole("textbox", { name: "Name", exact: true }).fill("not a name!");
      await alice.getByRole("button", { name: "Create wiki", exact: true }).click();
      await expect(alice.getByRole("main").getByRole("alert")).not.toBeEmpty();
      await expectAccessible(alice);
    });

    test("on the administrator's page", async ({ admin, schedule: _ }) => {
      await admin.goto("/admin/sync");
      await expect(admin.getByRole("button", { name: "Sync now" })).toBeVisible();
      await expectAccessible(admin);
    });
  });
}
