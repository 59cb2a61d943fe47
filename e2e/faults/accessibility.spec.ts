import { expectAccessible } from "../expect-accessible.ts";
import { submitCreate } from "../forms.ts";
import { expect, test } from "./fixtures.ts";

test.describe("axe finds nothing on /operations/ID, in light, dark and narrow", { tag: "@js" }, () => {
  test("while it is followed", async ({ alice, wikis, configured }) => {
    const { name, domain } = wikis.name();
    configured.farmProxy.refuse();
    await submitCreate(alice, name);
    await expect(alice.getByRole("main").getByRole("status")).toContainText(/next try/i);
    await expectAccessible(alice);
    configured.farmProxy.pass();
    await expect(alice.getByRole("heading", { name: domain, exact: true })).toBeVisible({
      timeout: 30_000,
    });
  });

  test("when it was refused", async ({ alice, wikis, access, configured }) => {
    const { name, domain } = wikis.name();
    configured.farmProxy.answer({ status: 401, body: { error: "Unauthorized" } });
    await submitCreate(alice, name);
    await expect(alice.getByRole("main").getByRole("alert")).not.toBeEmpty();
    await alice.goto(`/operations/${await access.operationOf(domain)}`);
    await expect(alice.getByRole("main").getByRole("alert")).not.toBeEmpty();
    await expectAccessible(alice);
  });
});
