import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const reason = "It holds other people's addresses";
const refusal = "An administrator has put this wiki on hold: It holds other people's addresses.";

async function putOnHold(admin: Page, domain: string): Promise<void> {
  await admin.goto(`/wikis/${domain}`);
  await admin.getByRole("link", { name: "Put on hold", exact: true }).click();
  await admin.getByRole("textbox", { name: "Reason", exact: true }).fill(reason);
  await admin.getByRole("button", { name: "Put on hold", exact: true }).click();
  await expect(admin.getByRole("main").getByRole("status")).toHaveText("The wiki is on hold.");
}

async function lift(admin: Page, domain: string): Promise<void> {
  await admin.goto(`/wikis/${domain}`);
  await admin.getByRole("link", { name: "Change or lift the hold", exact: true }).click();
  await admin.getByRole("button", { name: "Lift the hold", exact: true }).click();
  await expect(admin.getByRole("main").getByRole("status")).toContainText("The hold is lifted");
}

test.describe("a hold", () => {
  test("its owner reads the reason in place of 'Delete', also on a form that was open before", async ({
    alice,
    admin,
    open,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    const earlier = await open("alice");
    await earlier.goto(`/wikis/${domain}/delete`);
    await putOnHold(admin, domain);

    await alice.goto("/wikis");
    const inList = alice.getByRole("listitem").filter({ hasText: domain });
    await expect(inList.getByText("On hold", { exact: true })).toBeVisible();
    await alice.goto(`/wikis/${domain}`);
    await expect(alice.getByRole("main")).toContainText(refusal);
    await expect(alice.getByRole("link", { name: "Delete", exact: true })).toHaveCount(0);
    await alice.goto(`/wikis/${domain}/delete`);
    await expect(alice.getByRole("main")).toContainText(refusal);
    await expect(alice.getByRole("button", { name: "Delete wiki", exact: true })).toHaveCount(0);

    await earlier.getByRole("textbox").fill(domain);
    await earlier.getByRole("button", { name: "Delete wiki", exact: true }).click();
    await expect(earlier.getByRole("main")).toContainText(refusal);
    expect(await access.knows(domain)).toBe(true);

    await lift(admin, domain);
    await alice.goto("/wikis");
    await expect(inList).toContainText("Active");
    await expect(inList.getByText("On hold")).toHaveCount(0);
    await alice.goto(`/wikis/${domain}`);
    await expect(alice.getByRole("link", { name: "Delete", exact: true })).toBeVisible();
  });

  test("hole 28: a deleted wiki on hold can't be restored by its owner, also by a form that was open before", async ({
    alice,
    admin,
    open,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("alice");
    await access.deleteWiki("alice", domain);
    const earlier = await open("alice");
    await earlier.goto(`/wikis/${domain}`);
    await putOnHold(admin, domain);

    await earlier.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(earlier.getByRole("main")).toContainText(refusal);
    await alice.goto(`/wikis/${domain}`);
    await expect(alice.getByRole("main")).toContainText(refusal);
    await expect(alice.getByRole("button", { name: "Restore", exact: true })).toHaveCount(0);
    expect(await access.knows(domain)).toBe(false);

    await lift(admin, domain);
    await alice.goto(`/wikis/${domain}`);
    await expect(alice.getByRole("button", { name: "Restore", exact: true })).toBeVisible();
  });

  test("an administrator lifts the hold on a wiki of theirs before they delete it", async ({
    admin,
    open,
    wikis,
    access,
  }) => {
    const domain = await wikis.create("admin");
    const earlier = await open("admin");
    await earlier.goto(`/wikis/${domain}/delete`);
    await putOnHold(admin, domain);
    const toDelete = admin.getByRole("link", { name: "Delete", exact: true });
    await expect(toDelete).toHaveCount(0);
    await admin.goto(`/wikis/${domain}/delete`);
    await expect(admin.getByRole("main")).toContainText(reason);
    await expect(admin.getByRole("button", { name: "Delete wiki", exact: true })).toHaveCount(0);
    await earlier.getByRole("textbox").fill(domain);
    await earlier.getByRole("button", { name: "Delete wiki", exact: true }).click();
    await expect(earlier.getByRole("main")).toContainText(reason);
    expect(await access.knows(domain)).toBe(true);

    await admin.getByRole("link", { name: "Change or lift the hold", exact: true }).click();
    await admin.getByRole("button", { name: "Lift the hold", exact: true }).click();
    await expect(toDelete).toBeVisible();
  });

  test("asks for a reason", async ({ admin, wikis }) => {
    const domain = await wikis.create("alice");
    await admin.goto(`/wikis/${domain}/hold`);
    await admin.getByRole("button", { name: "Put on hold", exact: true }).click();
    await expect(admin.getByRole("main").getByRole("alert")).toContainText("Say why");
  });
});
