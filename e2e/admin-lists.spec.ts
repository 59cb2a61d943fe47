import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";

// The browser itself writes the status of a page that it was refused to its console.
test.use({ allowedErrors: [/the server responded with a status of 40[34]/] });

test("a hold whose wiki is gone stands on /admin/sync, and is lifted from there", async ({
  admin,
  alice,
  wikis,
  access,
}) => {
  const { domain } = wikis.name();
  await access.holdName(domain, "It holds other people's addresses");
  expect((await alice.goto(`/wikis/${domain}`))?.status()).toBe(404);
  expect((await alice.goto(`/wikis/${domain}/hold`))?.status()).toBe(403);

  await admin.goto("/admin/sync");
  await admin.getByText("Names on hold", { exact: false }).click();
  await admin.getByRole("link", { name: domain, exact: true }).click();
  const main = admin.getByRole("main");
  await expect(main).toContainText("It holds other people's addresses");
  await expect(main).toContainText("The wiki is gone");
  await admin.getByRole("link", { name: "Change or lift the hold", exact: true }).click();
  await admin.getByRole("button", { name: "Lift the hold", exact: true }).click();
  await expect(main.getByRole("status")).toContainText("The hold was lifted");
  expect(await access.isOnHold(domain)).toBe(false);
  expect((await admin.goto(`/wikis/${domain}`))?.status()).toBe(404);
});

test("what a sync met is shown a hundred at a time, and all of it can be reached", async ({
  admin,
  alice,
  access,
  schedule: _,
}) => {
  const mark = `M${randomUUID()}-`;
  await access.meetNames(101, mark);
  try {
    await admin.goto("/admin/sync");
    await admin.getByText("Names that can't be managed", { exact: false }).click();
    const list = admin.getByRole("list", { name: "Names that can't be managed" });
    await expect(list.getByRole("listitem")).toHaveCount(100);
    await admin.getByRole("link", { name: "Those after", exact: true }).click();
    await expect(admin).toHaveURL(/from=100/);
    await expect(admin.getByRole("main")).toContainText(/101 to \d+ of \d+/);
    await admin.getByRole("link", { name: "Those before", exact: true }).click();
    await expect(list.getByRole("listitem")).toHaveCount(100);
    expect((await alice.goto("/admin/sync/list?kind=notCanonical"))?.status()).toBe(403);
  } finally {
    await access.forgetNames(mark);
  }
});
