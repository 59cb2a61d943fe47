import { expect, test } from "./fixtures.ts";
import { startSecondWeb } from "./second-web.ts";

test("page /operations/ID: no worker runs: it says that it waits for one, and tells the outcome once one does", {
  tag: "@js",
}, async ({ alice, wikis, access, configured }) => {
  test.setTimeout(120_000);
  const { name, domain } = wikis.name();
  const second = await startSecondWeb(configured);
  try {
    await second.admit(alice);
    await alice.goto(`${second.baseUrl}/wikis/new`);
    await alice.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await alice.getByRole("button", { name: "Create wiki", exact: true }).click();
    await expect(alice.getByRole("heading", { name: `Creating ${domain}`, exact: true })).toBeVisible();
    await expect(alice.getByRole("main").getByRole("status")).toContainText("Waiting for a worker");

    second.startWorker();
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible({ timeout: 60_000 });
    expect(await access.countOperations(domain)).toBe(1);
  } finally {
    await second.stop();
  }
});
