import { expect, test } from "../fixtures.ts";
import { identifyAs, signIn } from "../sign-in.ts";

test.describe("page of the embedded provider", () => {
  test("has textboxes 'Username' and 'Password' and a button 'Sign in'", async ({ visitor }) => {
    await visitor.goto("/");
    await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(visitor.getByRole("textbox", { name: "Username", exact: true })).toBeVisible();
    await expect(visitor.getByRole("textbox", { name: "Password", exact: true })).toBeVisible();
    await expect(visitor.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  });

  test("a wrong password is refused and the right one taken after it", async ({ visitor }) => {
    await visitor.goto("/");
    await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
    await visitor.getByRole("textbox", { name: "Username" }).fill("alice");
    await visitor.getByRole("textbox", { name: "Password" }).fill("bob");
    await visitor.getByRole("button", { name: "Sign in" }).click();
    await expect(visitor.getByRole("alert")).toBeVisible();
    await identifyAs(visitor, "alice");
    await expect(visitor).toHaveURL("/wikis");
  });
});

test("signing in leads back to the page that one came from", async ({ visitor }) => {
  await visitor.goto("/wikis/new");
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  await identifyAs(visitor, "bob");
  await expect(visitor).toHaveURL("/wikis/new");
  await expect(visitor.getByRole("textbox", { name: "Name", exact: true })).toBeVisible();
});

test("signing out ends the provider's session too: the next 'Sign in' asks who one is", async ({
  visitor,
}) => {
  await signIn(visitor, "alice");
  await visitor.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(visitor.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await visitor.goto("/wikis");
  await expect(visitor.getByRole("heading", { name: "Your wikis", exact: true })).toHaveCount(0);

  await visitor.goto("/");
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  await identifyAs(visitor, "bob");
  await expect(visitor).toHaveURL("/wikis");
});
