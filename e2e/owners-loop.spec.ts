import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { submitCreate } from "./forms.ts";
import { siteUrl } from "./stack/stack.ts";

/** Signs in on the wiki's own page, by the window that it opens; the provider knows already who one is. */
async function signInOnWiki(wiki: Page): Promise<void> {
  const opened = wiki.waitForEvent("popup");
  // By the keyboard: the lock is drawn with a font from elsewhere, which a closed machine can't reach.
  await wiki.getByTitle("Wiki Owner Sign-on").press("Enter");
  const dialog = await opened;
  const closed = dialog.waitForEvent("close");
  await dialog.getByRole("link", { name: "OAuth2" }).click();
  await closed;
}

/** Writes a paragraph into the wiki's first page, as people do there: "wiki" lets them edit, by a double click. */
async function writeInto(wiki: Page, text: string): Promise<void> {
  await wiki.getByText("wiki ✔︎").click();
  await wiki.locator(".item.paragraph").first().dblclick();
  await wiki.locator(".item textarea").fill(text);
  await wiki.locator(".item textarea").press("Control+s");
  await expect(wiki.locator(".item.paragraph").filter({ hasText: text })).toBeVisible();
}

/** What anybody reads there. */
async function storyOf(page: Page, address: string): Promise<string> {
  await page.goto(`${address}/welcome-visitors.json`);
  return (await page.locator("body").textContent()) ?? "";
}

test.describe("the owner's loop (Site Ownership)", { tag: "@js" }, () => {
  for (const looked of [false, true]) {
    const when = looked ? ", also when somebody looked at the address before it was created" : "";
    test(`alice creates a wiki, signs in on its own page, edits it; bob can't${when}`, async ({
      alice,
      bob,
      visitor,
      wikis,
      stack,
    }) => {
      const { name, domain } = wikis.name();
      const address = siteUrl(stack, domain);
      if (looked) await visitor.goto(address);
      await submitCreate(alice, name);
      await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible();

      await alice.getByRole("main").getByRole("link", { name: "Open", exact: true }).click();
      await expect(alice).toHaveURL(new RegExp(`^${address}`));
      await signInOnWiki(alice);
      await expect(alice.getByTitle("Sign-out", { exact: true })).toHaveCount(1);
      await writeInto(alice, "Written by alice.");
      await expect.poll(() => storyOf(visitor, address)).toContain("Written by alice.");

      await bob.goto(address);
      await signInOnWiki(bob);
      await expect(bob.getByTitle("Not Owner : Sign-out")).toHaveCount(1);
      await writeInto(bob, "Written by bob.");
      // It stays in bob's browser; what the farm would answer is asked for as well.
      const status = await bob.evaluate(async () => {
        const action = { type: "create", item: { title: "Theirs", story: [] }, date: Date.now() };
        const body = new URLSearchParams({ action: JSON.stringify(action) });
        return (await fetch("/page/theirs/action", { method: "PUT", body })).status;
      });
      expect(status).toBe(403);
      expect(await storyOf(visitor, address)).not.toContain("Written by bob.");

      await alice.goto(`/wikis/${domain}`);
      await expect(alice.getByRole("main")).toContainText(/pages\s*1(?!\d)/i);
    });
  }
});
