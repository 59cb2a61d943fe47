import { submitCreate, submitDelete } from "../forms.ts";
import { expect, test } from "./fixtures.ts";
import { expectFollowed, expectMade } from "./steps.ts";

test("the farm answers 401 Unauthorized (Bad credentials): the seed's sentence, with the support URL", async ({
  alice,
  wikis,
  access,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.answer({ status: 401, body: { error: "Unauthorized" } });
  await submitCreate(alice, name);
  const alert = alice.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("Authentication failed. Please contact support.");
  await expect(alert).toContainText("https://support.example.org");
  await expect(alice.getByRole("link", { name: "Get help" })).toHaveAttribute(
    "href",
    "https://support.example.org",
  );
  expect(await access.knows(domain)).toBe(false);
});

test("the farm answers 403 Forbidden (Permission denied): the seed's sentence", async ({
  alice,
  wikis,
  configured,
}) => {
  const { name } = wikis.name();
  configured.farmProxy.answer({ status: 403, body: { error: "Admin access required" } });
  await submitCreate(alice, name);
  await expect(alice.getByRole("main").getByRole("alert")).toContainText(
    "You don't have permission to perform this action.",
  );
});

test("page /operations/ID: the farm is down, the operation is followed, the farm comes back, the wiki is there", async ({
  alice,
  wikis,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.refuse();
  await submitCreate(alice, name);
  await expect(alice).toHaveURL(/\/operations\/[0-9a-f-]{36}/);
  await expectFollowed(alice, domain);
  const status = alice.getByRole("main").getByRole("status");
  await expect(status).toContainText("Making the wiki on the farm");
  await expect(status).toContainText(/Attempt [2-8] of 8/);
  await expect(status).toContainText("The wiki farm can't be reached.");
  await expect(status).toContainText(/next try/i);

  configured.farmProxy.pass();
  await expectMade(alice, domain);
  await expect(alice).toHaveURL(new RegExp(`/wikis/${domain}`));
});

test("page /operations/ID: the farm is down, a delete is followed too, and ends when the farm is back", async ({
  alice,
  wikis,
  configured,
}) => {
  const domain = await wikis.create("alice");
  configured.farmProxy.refuse();
  await submitDelete(alice, domain);
  await expect(alice.getByRole("heading", { name: `Deleting ${domain}`, exact: true })).toBeVisible();
  configured.farmProxy.pass();
  await expect(alice.getByRole("heading", { name: "Your wikis", exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(
    alice.getByRole("list", { name: "Your wikis" }).getByRole("link", { name: domain, exact: true }),
  ).toHaveCount(0);
});

test("the farm is down: /wikis/DOMAIN shows what was last known, with its time", async ({
  alice,
  wikis,
  configured,
}) => {
  const domain = await wikis.create("alice");
  configured.farmProxy.refuse();
  const response = await alice.goto(`/wikis/${domain}`);
  expect(response?.status()).toBe(200);
  const main = alice.getByRole("main");
  const asOf = main.getByRole("paragraph").filter({ hasText: "The wiki farm didn't answer just now" });
  await expect(asOf.getByRole("time")).toHaveAttribute("datetime", /^\d{4}-\d\d-\d\dT/);
  await expect(main.getByRole("definition").filter({ hasText: /^0$/ })).toBeVisible();

  configured.farmProxy.pass();
  await alice.reload();
  await expect(asOf).toHaveCount(0);
});
