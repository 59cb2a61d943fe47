import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Presses "Sync now" and waits for the page that says that this sync is done. */
async function syncNow(admin: Page): Promise<void> {
  await admin.goto("/admin/sync");
  await admin.getByRole("button", { name: "Sync now", exact: true }).click();
  await expect(admin).toHaveURL(/\/admin\/sync\?operation=/);
  await expect(admin.getByRole("main").getByRole("status")).toHaveText(
    /^Sites on the farm: \d+\. Added: \d+\. Removed: \d+\.$/,
  );
}

test.describe("syncFedWikiSitesWorkflow", () => {
  test("a wiki made directly on the farm is imported, to the member whom the farm names", async ({
    admin,
    alice,
    bob,
    wikis,
    farm,
    access,
    schedule: _,
  }) => {
    const { domain } = wikis.name();
    const { ownerClaim } = await access.user("alice");
    await farm.create(domain, { name: "alice", oauth2: { id: ownerClaim, username: "alice" } });
    await alice.goto("/wikis");
    await expect(alice.getByRole("link", { name: domain })).toHaveCount(0);

    await syncNow(admin);
    await alice.reload();
    await expect(alice.getByRole("link", { name: domain, exact: true })).toBeVisible();
    await bob.goto("/wikis");
    await expect(bob.getByRole("link", { name: domain })).toHaveCount(0);
  });

  test("a wiki archived directly on the farm is removed", async ({
    admin,
    alice,
    wikis,
    farm,
    schedule: _,
  }) => {
    const domain = await wikis.create("alice");
    await farm.archive(domain);
    await syncNow(admin);
    await alice.goto("/wikis");
    await expect(alice.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible();
    await expect(
      alice.getByRole("list", { name: "Your wikis" }).getByRole("link", { name: domain }),
    ).toHaveCount(0);
  });

  test("a wiki of nobody that the console knows goes to the default user, and not into their list", async ({
    admin,
    wikis,
    farm,
    access,
    schedule: _,
  }) => {
    const { domain } = wikis.name();
    await farm.create(domain, { name: "Somebody", oauth2: { id: "nobody-we-know", username: "somebody" } });
    await syncNow(admin);
    expect(await access.ownerOf(domain)).toEqual({ userId: 1, source: "default" });
    await admin.goto("/wikis");
    await expect(admin.getByRole("link", { name: domain })).toHaveCount(0);
  });
});
