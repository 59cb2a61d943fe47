import { expect, test } from "../fixtures.ts";
import { identifyAs } from "../sign-in.ts";

test.describe("page / signed out", () => {
  test("has one button, 'Sign in'", async ({ visitor }) => {
    await visitor.goto("/");
    await expect(visitor.getByRole("button")).toHaveCount(1);
    await expect(visitor.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  });

  test("leads by the provider's page to one's wikis", async ({ visitor }) => {
    await visitor.goto("/");
    await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
    await identifyAs(visitor, "alice");
    await expect(visitor.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible();
    await expect(visitor).toHaveURL("/wikis");
  });

  test("someone who is signed in already goes on to their wikis", async ({ alice }) => {
    await alice.goto("/");
    await expect(alice).toHaveURL("/wikis");
  });
});
