import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { submitCreate } from "./forms.ts";

/** The row of a deleted wiki at the foot of /wikis. */
function deletedRow(page: Page, domain: string) {
  const link = page.getByRole("link", { name: domain, exact: true });
  return page.getByRole("list", { name: "Deleted wikis" }).getByRole("listitem").filter({ has: link });
}

/** That the wiki is back: its page says so, and the farm has it. */
async function expectBack(page: Page, domain: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/wikis/${domain}\\?operation=`));
  await expect(page.getByRole("main").getByRole("status")).toContainText(/back/);
  await expect(page.getByRole("link", { name: "Open", exact: true })).toBeVisible();
}

test.describe("restoreFedWikiSiteWorkflow", () => {
  test("what its owner deleted stands at the foot of /wikis, and 'Restore' brings it back", async ({
    alice,
    wikis,
    access,
    farm,
  }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    await alice.goto("/wikis");
    const button = deletedRow(alice, domain).getByRole("button", { name: "Restore", exact: true });
    await expect(button).toHaveAccessibleDescription(domain);
    await button.click();
    await expectBack(alice, domain);
    expect((await farm.get(domain)).body).toMatchObject({ status: "active" });

    await alice.goto("/wikis");
    await expect(deletedRow(alice, domain)).toHaveCount(0);
    await expect(alice.getByRole("link", { name: domain, exact: true })).toBeVisible();
  });

  test("a deleted wiki's own page says so to its owner, with 'Restore'", async ({ alice, wikis, access }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    await alice.goto(`/wikis/${domain}`);
    await expect(alice.getByRole("main")).toContainText("The farm still keeps it");
    await alice.getByRole("button", { name: "Restore", exact: true }).click();
    await expectBack(alice, domain);
  });

  test("that it is deleted, and that it is back, is said no longer than it is so", async ({
    alice,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    const heading = alice.getByRole("heading", { level: 1 });
    const said = alice.getByRole("main").getByRole("status");
    await access.deleteWiki("alice", domain);
    const afterDelete = `/wikis?operation=${await access.operationOf(domain)}`;
    await alice.goto(afterDelete);
    await expect(said).toHaveText(`${domain} is deleted.`);
    await deletedRow(alice, domain).getByRole("button", { name: "Restore", exact: true }).click();
    await expectBack(alice, domain);
    const afterRestore = alice.url();
    await alice.goto(afterDelete);
    await expect(heading).toHaveText("Your wikis");
    await expect(said).toHaveCount(0);

    await access.deleteWiki("alice", domain);
    await alice.goto(afterRestore);
    await expect(alice.getByRole("button", { name: "Restore", exact: true })).toBeVisible();
    await expect(said).toHaveCount(0);
  });

  test("hole 4: who creates a wiki of the name of a deleted one of theirs is offered to restore that", async ({
    alice,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    const [name = ""] = domain.split(".");
    await submitCreate(alice, name);
    await expect(alice.getByRole("main").getByRole("alert")).toContainText("You have a deleted wiki");
    await expect(alice.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(name);
    await alice.getByRole("button", { name: `Restore ${domain}`, exact: true }).click();
    await expectBack(alice, domain);
  });

  test("a page left open over a restore does nothing when it is sent again", async ({
    alice,
    open,
    wikis,
    access,
    javaScriptEnabled,
  }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    const other = await open("alice");
    await other.goto(`/wikis/${domain}`);
    await alice.goto(`/wikis/${domain}`);
    await alice.getByRole("button", { name: "Restore", exact: true }).click();
    await expectBack(alice, domain);
    await other.getByRole("button", { name: "Restore", exact: true }).click();
    // Without scripts the answer is the page itself, which shows the wiki.
    if (javaScriptEnabled)
      await expect(other.getByRole("main").getByRole("alert")).toContainText("nothing to restore");
    else await expect(other.getByRole("link", { name: "Open", exact: true })).toBeVisible();
    expect(await access.countOperations(domain)).toBe(3);
  });
});
