import { expect, test } from "./fixtures.ts";

test("a provider that is down: a page that says so, from which one can try again", async ({
  visitor,
  configured,
}) => {
  configured.oidcProxy.refuse();
  await visitor.goto("/");
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  const main = visitor.getByRole("main");
  await expect(main.getByRole("alert")).toContainText(/try again/i);

  configured.oidcProxy.pass();
  await main.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(visitor.getByRole("textbox", { name: "Username" })).toBeVisible();
});
