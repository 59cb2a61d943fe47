import { submitCreate } from "../forms.ts";
import { expect, test } from "./fixtures.ts";
import { expectFollowed, expectMade, holdFarm } from "./steps.ts";

// What the console can't answer for a while, the browser writes to its own console, and so does React (its error 441).
test.use({ allowedErrors: [/the server responded with a status of 50[03]|React error #441/] });

/** Of what the page comes to by itself. */
const timeout = 45_000;

test("page /operations/ID: the farm answers 401: the seed's sentence, the support URL, and where to go on", async ({
  alice,
  wikis,
  access,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.answer({ status: 401, body: { error: "Unauthorized" } });
  await submitCreate(alice, name);
  await expect(alice.getByRole("main").getByRole("alert")).not.toBeEmpty();
  await alice.goto(`/operations/${await access.operationOf(domain)}`);
  await expectFollowed(alice, domain);
  await expect(alice.getByRole("main").getByRole("alert")).toHaveText(
    "Authentication failed. Please contact support. https://support.example.org",
  );
  await expect(alice.getByRole("link", { name: "Create a wiki", exact: true })).toBeVisible();
});

test("page /operations/ID: Temporal is lost in the middle: 'not known yet', and it goes on when it is back", {
  tag: "@js",
}, async ({ alice, wikis, access, configured }) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.refuse();
  await submitCreate(alice, name);
  const status = alice.getByRole("main").getByRole("status");
  await expect(status).toContainText("Making the wiki on the farm");
  configured.temporalGate.shut();
  await expect(status).toContainText("Not known yet", { timeout });

  configured.temporalGate.open();
  configured.farmProxy.pass();
  await expectMade(alice, domain, timeout);
  expect(await access.countOperations(domain)).toBe(1);
});

test("hole 24: the database is lost in the middle of an action: not known yet, and sent again it makes one wiki", async ({
  alice,
  wikis,
  access,
  configured,
  javaScriptEnabled,
}) => {
  const { name, domain } = wikis.name();
  const letGo = holdFarm(configured);
  await alice.goto("/wikis/new");
  const form = alice.getByRole("textbox", { name: "Name", exact: true });
  const button = alice.getByRole("button", { name: "Create wiki", exact: true });
  await form.fill(name);
  // Without scripts a click lasts until the answer is there.
  const sent = button.click();
  await expect.poll(() => access.stateOf(domain), { intervals: [50] }).toBe("sent");
  configured.databaseGate.shut();
  await sent;
  await expect(alice.getByRole("main")).toContainText("The console's database doesn't answer", { timeout });
  await expect(alice.getByRole("main")).toContainText("isn't known yet");

  configured.databaseGate.open();
  letGo();
  const wiki = alice.getByRole("heading", { name: domain, exact: true });
  await expect(wiki).toBeVisible({ timeout });
  // Scripts keep the form's operation with its place in the browser's history.
  if (javaScriptEnabled) {
    await alice.goBack();
    await expect(button).toBeVisible();
    await form.fill(name);
    await button.click();
    await expect(wiki).toBeVisible();
  }
  expect(await access.countOperations(domain)).toBe(1);
});

test("hole 38: a page open at an outcome that isn't known goes on by itself to what it is settled as", async ({
  alice,
  wikis,
  access,
  configured,
}) => {
  const { name, domain } = wikis.name();
  let posts = 0;
  // The farm makes the wiki and its answer is lost; whatever else it is asked, it refuses or says nothing.
  configured.farmProxy.disturb(({ method }) => {
    if (method !== "POST") return { kind: "cutBefore" };
    posts += 1;
    return posts === 1 ? { kind: "cutAfter" } : { kind: "answer", status: 401, body: "" };
  });
  await submitCreate(alice, name);
  await expect.poll(() => access.stateOf(domain), { timeout }).toBe("unknown");
  await alice.goto(`/operations/${await access.operationOf(domain)}`);
  const main = alice.getByRole("main");
  await expect(main.getByRole("alert")).toContainText("the console goes on asking until it knows");
  await expect(main).toContainText("This page shows what it learns");

  configured.farmProxy.pass();
  await expectMade(alice, domain, timeout);
  expect(await access.countOperations(domain)).toBe(1);
});
