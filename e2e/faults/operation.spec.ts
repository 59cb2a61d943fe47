import { submitCreate } from "../forms.ts";
import { expect, test } from "./fixtures.ts";
import { expectFollowed, expectMade, holdFarm } from "./steps.ts";

// What the console can't answer for a while, the browser writes to its own console.
test.use({ allowedErrors: [/the server responded with a status of 50[03]/] });

/** An answer has `patience` and two seconds; the configured patience is three. */
const IN_TIME_MS = 5_000;

test("hole 11: a farm that hangs: the create is answered in time, followed, and comes to its wiki", async ({
  alice,
  wikis,
  configured,
}) => {
  const { name, domain } = wikis.name();
  const letGo = holdFarm(configured);
  await alice.goto("/wikis/new");
  await alice.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  const sentAt = performance.now();
  await alice.getByRole("button", { name: "Create wiki", exact: true }).click();
  await alice.waitForURL(/\/operations\//);
  expect(performance.now() - sentAt).toBeLessThan(IN_TIME_MS);
  await expectFollowed(alice, domain);
  await expect(alice.getByRole("main").getByRole("status")).toContainText("Making the wiki on the farm");

  letGo();
  await expectMade(alice, domain);
});

test("hole 24: Temporal is down: 'not known yet', sending again is safe, and it goes on when it is back", async ({
  alice,
  wikis,
  access,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.temporalGate.shut();
  await submitCreate(alice, name);
  await expectFollowed(alice, domain);
  const status = alice.getByRole("main").getByRole("status");
  await expect(status).toContainText("Not known yet");
  await expect(status).toContainText("sending the form again is safe");

  configured.temporalGate.open();
  await expectMade(alice, domain);
  expect(await access.countOperations(domain)).toBe(1);
});

test("hole 24: the database is down: the followed page says so, and goes on by itself when it is back", async ({
  alice,
  wikis,
  configured,
}) => {
  const { name, domain } = wikis.name();
  configured.farmProxy.refuse();
  await submitCreate(alice, name);
  await expectFollowed(alice, domain);
  configured.databaseGate.shut();
  // With scripts beside what was known last, without them in its place.
  await expect(alice.getByRole("main")).toContainText("The console's database doesn't answer", {
    timeout: 15_000,
  });

  configured.databaseGate.open();
  configured.farmProxy.pass();
  await expectMade(alice, domain, 45_000);
});

test("the database is down: a form says so, and the same form counts once", async ({
  alice,
  wikis,
  access,
  configured,
}) => {
  const { name, domain } = wikis.name();
  await alice.goto("/wikis/new");
  await alice.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  configured.databaseGate.shut();
  const sentAt = performance.now();
  await alice.getByRole("button", { name: "Create wiki", exact: true }).click();
  const alert = alice.getByRole("main").getByRole("alert");
  await expect(alice.getByRole("main")).toContainText("The console's database doesn't answer");
  await expect(alert).not.toBeEmpty();
  expect(performance.now() - sentAt).toBeLessThan(IN_TIME_MS);

  configured.databaseGate.open();
  await submitCreate(alice, name);
  await expectMade(alice, domain);
  expect(await access.countOperations(domain)).toBe(1);
});
