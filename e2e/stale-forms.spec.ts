import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { identifyAs } from "./sign-in.ts";

// The browser itself writes to its console what it was refused and what nobody answered.
test.use({ allowedErrors: [/the server responded with a status of 409|net::ERR_FAILED/] });

/** The one alert of the page, in its main part. */
async function expectOutOfDate(page: Page): Promise<void> {
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This page was out of date");
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(1);
}

test.describe("a form of an older build is said to be one", () => {
  test("on a member's pages, whose 'Sign out' it may have been", async ({ alice, wikis }) => {
    const domain = await wikis.create("alice");
    for (const path of ["/wikis", "/wikis/new", `/wikis/${domain}`, `/wikis/${domain}/delete`]) {
      await alice.goto(`${path}?out-of-date=1`);
      await expectOutOfDate(alice);
    }
  });

  test("on the administrator's page", async ({ admin }) => {
    await admin.goto("/admin/sync?out-of-date=1");
    await expectOutOfDate(admin);
  });

  test("after a sign-in that came to nothing, which still leads back to one's page", async ({ visitor }) => {
    await visitor.goto("/sign-in-error?out-of-date=1&typed-back=/wikis/new");
    await expectOutOfDate(visitor);
    await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
    await identifyAs(visitor, "alice");
    await expect(visitor).toHaveURL("/wikis/new");
  });

  test("where its script learns it from the answer", { tag: "@js" }, async ({ alice }) => {
    await alice.goto("/wikis");
    await alice.route("/wikis", (route) =>
      route.continue({ headers: { ...route.request().headers(), "next-action": "60".padEnd(42, "a") } }),
    );
    await alice.getByRole("button", { name: "Sign out", exact: true }).click();
    await expectOutOfDate(alice);
  });
});

test("a sign-out that nobody answers is said in the page's main part, in place of what it said before", {
  tag: "@js",
}, async ({ alice }) => {
  await alice.goto("/wikis?out-of-date=1");
  await expectOutOfDate(alice);
  await alice.route("/wikis*", (route) => route.abort());
  await alice.getByRole("button", { name: "Sign out", exact: true }).click();
  const alert = alice.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The console didn't answer.");
  await expect(alert).toBeFocused();
  await expect(alice.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(1);
});
