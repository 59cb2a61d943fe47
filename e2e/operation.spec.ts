import { expect, test } from "./fixtures.ts";

test.describe("page /operations/ID", () => {
  test("of a create that succeeded goes on to the wiki", async ({ alice, wikis, access }) => {
    const domain = await wikis.create("alice");
    await alice.goto(`/operations/${await access.operationOf(domain)}`);
    await expect(alice.getByRole("heading", { name: domain })).toBeVisible();
  });
});
