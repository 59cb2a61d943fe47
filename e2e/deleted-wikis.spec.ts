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
