import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";

test("a member's deleted wikis are shown a hundred at a time, and each can be reached", async ({
  bob,
  access,
  schedule: _,
}) => {
  const mark = `d${randomUUID().slice(0, 8)}-`;
  await access.addDeletedWikis("bob", 201, mark);
  try {
    await bob.goto("/wikis");
    const section = bob.getByRole("region", { name: "Deleted wikis" });
    const rows = section.getByRole("list", { name: "Deleted wikis" }).getByRole("listitem");
    const parts = section.getByRole("navigation", { name: "Parts of: Deleted wikis" });
    await expect(rows).toHaveCount(100);
    await expect(parts).toContainText(/^1 to 100 of \d+/);
    await parts.getByRole("link", { name: "Those after", exact: true }).click();
    await expect(parts).toContainText(/^101 to 200 of \d+/);
    await expect(section.getByRole("heading")).toBeInViewport();
    await parts.getByRole("link", { name: "Those after", exact: true }).click();

    const last = rows.filter({ hasText: `${mark}201.localhost` });
    await expect(last.getByRole("button", { name: "Restore", exact: true })).toBeVisible();
    await last.getByRole("link").click();
    await expect(bob).toHaveURL(`/wikis/${mark}201.localhost`);
    await bob.goto("/wikis?deleted=100");
    await parts.getByRole("link", { name: "Those before", exact: true }).click();
    await expect(parts).toContainText(/^1 to 100 of \d+/);
  } finally {
    await access.forgetDeletedWikis(mark);
  }
});

test("an administrator reads whose a deleted wiki was, and of an unassigned one that nobody knows", async ({
  admin,
  wikis,
  access,
}) => {
  const domain = await wikis.create("alice");
  await access.deleteWiki("alice", domain);
  const main = admin.getByRole("main");
  await admin.goto(`/wikis/${domain}`);
  await expect(main).toContainText(/Last owner: .*\(alice\)/);
  await access.unassignDeleted(domain);
  await admin.reload();
  await expect(main).toContainText("Unassigned: the console doesn't know its owner.");
  await expect(main).not.toContainText("Last owner");
});

test("a name that is kept for nobody known is shown as unassigned", async ({ admin, wikis, access }) => {
  const { domain } = wikis.name();
  await access.keepUnassignedName(domain, "admin");
  try {
    await admin.goto("/admin/sync/restart");
    const names = admin.getByRole("list", { name: "Names kept for their last owner" });
    await expect(names.getByRole("listitem").filter({ hasText: domain })).toContainText("Unassigned, since");
  } finally {
    await access.forgetKeptName(domain);
  }
});
