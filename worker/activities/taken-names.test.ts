import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { farmOwner } from "#lib/contracts/owner.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { laySite } from "../testing/lay-site.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain, type Services, SUPPORT_URL, startServices } from "../testing/world.ts";

const alreadyExists = "A site with this name already exists. Please choose a different name.";

let services: Services;
let alice: User;
beforeAll(async () => {
  services = await startServices();
  alice = await services.addUser({ quota: 1_000 });
});
afterEach(() => services.proxy.pass());
afterAll(() => services?.stop());

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const auditOf = (domain: string) => services.database.auditEvent.findFirstOrThrow({ where: { domain } });

/** Both steps of a create, as the workflow takes them. */
async function create(user: User, domain: string) {
  const run = activitiesOf(services, randomUUID());
  const input = createInput(user, domain);
  const quota = await run.checkQuota(input);
  return quota.outcome === "go" ? run.create(input) : quota;
}

async function remove(user: User, domain: string) {
  const input = { userId: user.id, domain, supportUrl: SUPPORT_URL };
  return activitiesOf(services, randomUUID()).delete(input);
}

test("hole 4: create, delete, create: the owner is offered the restore and others hear that it exists, before anything is sent", async () => {
  const domain = freshDomain();
  expect(await create(alice, domain)).toMatchObject({ outcome: "created" });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "deleted" });
  const sent = services.proxy.seen.length;
  const again = await create(alice, domain);
  expect(again).toMatchObject({ outcome: "restoreInstead" });
  expect(again.message).toContain("Restore it");
  const bob = await services.addUser();
  expect(await create(bob, domain)).toMatchObject({ outcome: "alreadyExists", message: alreadyExists });
  expect(services.proxy.seen).toHaveLength(sent);
  expect(await siteOf(domain)).toBeNull();
});

test("hole 4: a wiki that an administrator deleted isn't offered to its owner, who hears why", async () => {
  const domain = freshDomain();
  await create(alice, domain);
  await remove(await services.addUser({ isAdmin: true }), domain);
  const again = await create(alice, domain);
  expect(again).toMatchObject({ outcome: "archivedByAdministrator" });
  expect(again.message).toContain(SUPPORT_URL);
});

test("hole 40: an address that somebody visited before has a sentence of its own, and a line for administrators", async () => {
  const domain = freshDomain();
  await laySite(services.farm, domain, {});
  const refused = await create(alice, domain);
  expect(refused).toMatchObject({ outcome: "visitedBefore" });
  expect(refused.message).toMatch(/^Somebody visited this address before it was created.*support/);
  expect(await siteOf(domain)).toBeNull();
  expect((await auditOf(domain)).note).toContain("an empty site of this name that nobody owns");
  expect(services.logged.some((line) => line.includes(domain) && line.includes("visitedBefore"))).toBe(true);

  await rm(join(services.farm.sitesDir, domain), { recursive: true });
  expect(await create(alice, domain)).toMatchObject({ outcome: "created" });
});

test("hole 40: a site without an owner in which somebody wrote is somebody's", async () => {
  const domain = freshDomain();
  await laySite(services.farm, domain, {});
  await mkdir(join(services.farm.sitesDir, domain, "pages"));
  await writeFile(join(services.farm.sitesDir, domain, "pages", "notes"), "{}");
  expect(await create(alice, domain)).toMatchObject({ outcome: "alreadyExists", message: alreadyExists });
});

test("hole 3: a folder that the farm says is no site is never a success; administrators see it as inconsistent", async () => {
  const domain = freshDomain();
  await mkdir(join(services.farm.sitesDir, domain));
  expect(await create(alice, domain)).toMatchObject({ outcome: "inconsistent", message: alreadyExists });
  expect(await siteOf(domain)).toBeNull();
  expect((await auditOf(domain)).note).toContain("a folder of this name without a site in it");
  const [finding] = await services.database.syncFinding.findMany({ where: { domain } });
  expect(finding).toMatchObject({ kind: "inconsistent" });

  expect(await create(alice, domain)).toMatchObject({ outcome: "inconsistent" });
  expect(await services.database.syncFinding.count({ where: { domain } })).toBe(1);
});

test("hole 34: while a request of ours may still be at work, a folder without site or owner is waited for", async () => {
  const domain = freshDomain();
  const input = createInput(alice, domain);
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutBefore" } : undefined));
  await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow("can't be reached");
  services.proxy.pass();

  const folder = join(services.farm.sitesDir, domain);
  await mkdir(folder);
  await expect(activitiesOf(services, workflowId, 2).create(input)).rejects.toThrow("hasn't finished");
  await mkdir(join(folder, "status"));
  await expect(activitiesOf(services, workflowId, 3).create(input)).rejects.toThrow("hasn't finished");
  expect(await siteOf(domain)).toMatchObject({ state: "creating" });

  const { uuid } = await services.database.console.findFirstOrThrow();
  const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
  const owner = farmOwner(alice.name, alice.ownerClaim, { console: uuid, operation: id });
  await writeFile(join(folder, "status", "owner.json"), JSON.stringify(owner));
  expect(await activitiesOf(services, workflowId, 4).create(input)).toMatchObject({ outcome: "created" });
});

test("hole 34: who takes over a create without a known outcome knows that its request may still arrive", async () => {
  const domain = freshDomain();
  const input = createInput(alice, domain);
  const first = activitiesOf(services, randomUUID());
  await first.checkQuota(input);
  services.proxy.disturb(({ method }) => ({ kind: method === "POST" ? "cutAfter" : "cutBefore" }));
  await expect(first.create(input)).rejects.toThrow();
  expect(await first.conclude({ kind: "create", code: "farmDidNotAnswer", input })).toMatchObject({
    outcome: "unknown",
  });

  const second = activitiesOf(services, randomUUID());
  expect(await second.checkQuota(input)).toMatchObject({ outcome: "go" });
  services.proxy.answer({ status: 401, body: "" });
  await expect(second.create(input)).rejects.toThrow();
  services.proxy.pass();
  // The first one's request got through: giving the name back without asking would leave an orphan.
  expect(await second.conclude({ kind: "create", code: "authenticationFailed", input })).toMatchObject({
    outcome: "created",
  });
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
});

test("hole 28: a wiki of the member's that the console never knew is adopted, and they are told", async () => {
  const domain = freshDomain();
  const owner = { name: "An older name", subject: alice.ownerClaim };
  await laySite(services.farm, domain, { owner });
  const adopted = await create(alice, domain);
  expect(adopted).toMatchObject({ outcome: "created" });
  expect(adopted.message).toContain("The farm had a wiki of yours with this name already.");
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerSource: "farm", securedAt: null });
});

test("hole 25: an adopted wiki that runs without its owner is secured as well", async () => {
  const domain = freshDomain();
  await laySite(services.farm, domain, {});
  const address = services.farm.siteUrlTemplate.replace("{domain}", domain);
  expect(await shownOwner(address, "nobody")).toBe("notOurs");
  await laySite(services.farm, domain, { owner: { name: alice.name, subject: alice.ownerClaim } });
  const adopted = await create(alice, domain);
  expect(adopted.message).toContain("is being secured");
  const site = await siteOf(domain);
  expect(site).toMatchObject({ state: "readonly", farmStatus: "readonly" });
  expect(site?.securedAt).not.toBeNull();
});
