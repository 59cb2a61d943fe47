import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { laySite } from "../testing/lay-site.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain, SUPPORT_URL } from "../testing/world.ts";

const alreadyExists = "A site with this name already exists. Please choose a different name.";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
});

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const auditOf = (domain: string) => services.database.auditEvent.findFirstOrThrow({ where: { domain } });

/** Both steps of a create, as the workflow takes them. */
async function create(user: User, domain: string) {
  const run = activitiesOf(services, randomUUID());
  const input = createInput(user, domain);
  const quota = await run.checkQuota(input);
  return quota.outcome === "go" ? run.create(input) : quota;
}

/** A create that meets a folder without a site, or without an owner: what it may still become is waited for once. */
async function createTwice(user: User, domain: string, meanwhile?: () => Promise<void>) {
  const workflowId = randomUUID();
  const input = createInput(user, domain);
  await activitiesOf(services, workflowId).checkQuota(input);
  const first = activitiesOf(services, workflowId, 1).create(input);
  await expect(first).rejects.toThrow("hasn't finished making this wiki");
  expect(await siteOf(domain)).toMatchObject({ state: "creating" });
  await meanwhile?.();
  return activitiesOf(services, workflowId, 2).create(input);
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
  const refused = await createTwice(alice, domain);
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
  expect(await createTwice(alice, domain)).toMatchObject({
    outcome: "alreadyExists",
    message: alreadyExists,
  });
});

test("hole 3: a folder that the farm says is no site is never a success; administrators see it as inconsistent", async () => {
  const domain = freshDomain();
  await mkdir(join(services.farm.sitesDir, domain));
  expect(await createTwice(alice, domain)).toMatchObject({
    outcome: "inconsistent",
    message: alreadyExists,
  });
  expect(await siteOf(domain)).toBeNull();
  expect((await auditOf(domain)).note).toContain("a folder of this name without a site in it");
  const [finding] = await services.database.syncFinding.findMany({ where: { domain } });
  expect(finding).toMatchObject({ kind: "inconsistent" });

  expect(await createTwice(alice, domain)).toMatchObject({ outcome: "inconsistent" });
  expect(await services.database.syncFinding.count({ where: { domain } })).toBe(1);
});

test.each(["a folder", "a site without an owner"])(
  "holes 3, 34 and 40: %s that somebody else's request is still making becomes theirs, or the member's from before",
  async (found) => {
    const lay = (domain: string) =>
      found === "a folder" ? mkdir(join(services.farm.sitesDir, domain)) : laySite(services.farm, domain, {});
    const theirs = freshDomain();
    await lay(theirs);
    const finish = (domain: string, subject: string) => () =>
      laySite(services.farm, domain, { owner: { name: "Somebody", subject } });
    expect(await createTwice(alice, theirs, finish(theirs, "somebody"))).toMatchObject({
      outcome: "alreadyExists",
    });
    expect(await services.database.syncFinding.count({ where: { domain: theirs } })).toBe(0);
    expect((await auditOf(theirs)).note).toBe(alreadyExists);

    const own = freshDomain();
    await lay(own);
    expect(await createTwice(alice, own, finish(own, alice.ownerClaim))).toMatchObject({
      outcome: "created",
    });
    expect(await siteOf(own)).toMatchObject({ state: "active", ownerSource: "farm" });
  },
);

test("hole 28: a wiki of the member's that the console never knew is adopted, and they are told", async () => {
  const domain = freshDomain();
  const owner = { name: "An older name", subject: alice.ownerClaim };
  await laySite(services.farm, domain, { owner });
  const adopted = await create(alice, domain);
  expect(adopted).toMatchObject({ outcome: "created" });
  expect(adopted.message).toBe(messages.adopted);
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
