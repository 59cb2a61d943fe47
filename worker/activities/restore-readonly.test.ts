import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FaultProxy } from "#embedded/proxy/start.ts";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { openSecured } from "../settle/open-secured.ts";
import { archiving } from "../testing/archived.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { behindSiteProxy } from "../testing/site-proxy.ts";
import { type Services, SUPPORT_URL, startServices } from "../testing/world.ts";

let services: Services;
let sites: FaultProxy;
let alice: User;
let admin: User;
beforeAll(async () => {
  ({ services, sites } = await behindSiteProxy(await startServices()));
  alice = await services.addUser({ quota: 100 });
  admin = await services.addUser({ isAdmin: true });
});
afterEach(() => {
  sites.pass();
  services.proxy.pass();
});
afterAll(() => services?.stop());

const kit = archiving(() => services);
const { siteOf, onFarm, deletedWiki } = kit;
const open = () => openSecured(services.dependencies);
const secured = { state: "readonly", securedAt: expect.any(Date), farmStatus: "readonly" };
const opened = { state: "active", securedAt: null, farmStatus: "active" };

/** The farm carries out every request to change a wiki, and its answers are lost. */
function loseAnswers(): void {
  services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutAfter" } : undefined));
}

/** A restore of a wiki that gives no answer, which made it read-only and never heard so. */
async function unheardRestore() {
  const domain = await deletedWiki(alice);
  const input = kit.input(alice, domain);
  const workflowId = randomUUID();
  sites.refuse();
  loseAnswers();
  await expect(kit.run(workflowId).restore(input)).rejects.toThrow();
  services.proxy.pass();
  sites.pass();
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
  return { domain, input, workflowId };
}

test("hole 25: a restored wiki that gives no answer is read-only until it shows its owner", async () => {
  const domain = await deletedWiki(alice);
  sites.refuse();
  expect(await kit.restore(alice, domain)).toMatchObject({
    outcome: "restored",
    message: messages.restoredAndSecured,
  });
  expect(await siteOf(domain)).toMatchObject(secured);
  await open();
  expect(await siteOf(domain)).toMatchObject(secured);
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
  sites.pass();
  await open();
  expect(await siteOf(domain)).toMatchObject(opened);
  expect(await onFarm(domain)).toMatchObject({ status: "active" });
});

test("hole 25: an administrator who restores somebody else's wiki doesn't read that it is theirs", async () => {
  const domain = await deletedWiki(alice);
  sites.refuse();
  const { outcome, message } = await kit.restore(admin, domain);
  expect([outcome, message]).toEqual(["restored", "The wiki is back and is being secured."]);
});

test("hole 25: a repeated attempt that finds the wiki as its first one secured it keeps it so, to be opened later", async () => {
  const { domain, input, workflowId } = await unheardRestore();
  expect(await kit.run(workflowId, 2).restore(input)).toMatchObject({
    outcome: "restored",
    message: messages.restoredAndSecured,
  });
  expect(await siteOf(domain)).toMatchObject(secured);
  // The first attempt's request may still be on its way.
  await services.database.operation.update({ where: { workflowId }, data: { quietUntil: new Date(0) } });
  await open();
  expect(await siteOf(domain)).toMatchObject(opened);
});

test("hole 25: so does the settling of a restore that ended as unknown", async () => {
  const { domain, input, workflowId } = await unheardRestore();
  services.proxy.refuse();
  const run = kit.run(workflowId);
  const concluded = await run.conclude({ kind: "restore", code: "farmDidNotAnswer", input });
  expect(concluded).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
  expect(
    await activitiesOf(services, `settle-${id}`).settle({ operationId: id, supportUrl: SUPPORT_URL }),
  ).toEqual({
    settled: true,
  });
  expect(await siteOf(domain)).toMatchObject(secured);
});

test("holes 25 and 37: a wiki that was read-only before comes back so, and isn't opened when it shows its owner", async () => {
  const domain = await kit.wiki(alice);
  await services.dependencies.farm.setStatus(domain, "readonly");
  await services.database.site.update({ where: { domain }, data: { state: "readonly" } });
  expect(await kit.delete(alice, domain)).toMatchObject({ outcome: "deleted" });
  await services.farm.takeDown();
  await rm(join(services.farm.sitesDir, domain, "status/owner.json"));
  await services.farm.bringUp();
  expect(await kit.restore(alice, domain)).toMatchObject({ outcome: "restored", message: null });
  const readonly = { state: "readonly", securedAt: null };
  expect(await siteOf(domain)).toMatchObject(readonly);
  await open();
  expect(await siteOf(domain)).toMatchObject(readonly);
});

test("holes 25 and 37: nor when somebody made it writable on the farm while it was archived, and it runs without its owner", async () => {
  const domain = await kit.wiki(alice);
  await services.dependencies.farm.setStatus(domain, "readonly");
  await services.database.site.update({ where: { domain }, data: { state: "readonly" } });
  await kit.delete(alice, domain);
  await services.farm.takeDown();
  await rm(join(services.farm.sitesDir, domain, "status/owner.json"));
  await services.farm.bringUp();
  await services.dependencies.farm.setStatus(domain, "active");
  expect(await kit.restore(alice, domain)).toMatchObject({ outcome: "restored", message: null });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: null });
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
});
