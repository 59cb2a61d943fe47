import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { meetFarm } from "../meet-farm.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { layWiki, takeVolumeAway } from "../testing/sync/volume.ts";
import { createInput, freshDomain, type Services, SUPPORT_URL, startServices } from "../testing/world.ts";
import { assertFarmIsItself } from "./witness.ts";

let services: Services;
let alice: User;
beforeAll(async () => {
  services = await startServices();
  await meetFarm(services.dependencies);
});
afterEach(async () => {
  services.proxy.pass();
  await services.database.site.deleteMany();
});
afterAll(() => services?.stop());

/** Alice with so many wikis. */
async function wikis(count: number): Promise<string[]> {
  alice = await services.addUser();
  const domains = Array.from({ length: count }, () => freshDomain());
  for (const domain of domains) await layWiki(services, domain, alice.ownerClaim);
  const wiki = { ownerId: alice.id, ownerSource: "person", farmSubject: alice.ownerClaim } as const;
  const confirmed = { ...wiki, state: "active", farmStatus: "active", confirmedAt: new Date() } as const;
  await services.database.site.createMany({ data: domains.map((domain) => ({ ...confirmed, domain })) });
  return domains;
}

const erase = (domain: string) => rm(join(services.farm.sitesDir, domain), { recursive: true });
const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const adminSubject = () => services.database.console.findUniqueOrThrow({ where: { id: 1 } });

function deletion(domain: string, attempt = 1, workflowId = randomUUID()) {
  const run = activitiesOf(services, workflowId, attempt);
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  const failed = { kind: "delete", code: "farmDidNotAnswer", input } as const;
  return { workflowId, delete: () => run.delete(input), conclude: () => run.conclude(failed) };
}

test.each([1, 5, 10, 100])(
  "hole 30: the data folder swapped for an empty one before a delete: all %i wikis stay",
  async (count) => {
    const [domain = ""] = await wikis(count);
    const putBack = takeVolumeAway(services);
    const { workflowId, ...first } = deletion(domain);
    await expect(first.delete()).rejects.toMatchObject({ name: "FarmUnavailableError" });
    // As a listing leaves it: that very call makes the admin site's folder, which nobody owns.
    await mkdir(join(services.farm.sitesDir, "localhost/status"), { recursive: true });
    expect(await services.dependencies.farm.get("localhost")).toMatchObject({ owner: { name: "Unknown" } });
    await expect(deletion(domain, 2, workflowId).delete()).rejects.toMatchObject({
      name: "FarmUnavailableError",
      mayHaveArrived: false,
    });
    expect(await first.conclude()).toMatchObject({ outcome: "farmDidNotAnswer" });
    expect(await services.database.site.count({ where: { state: "active" } })).toBe(count);
    expect(await services.database.tombstone.findUnique({ where: { domain } })).toBeNull();

    putBack();
    expect(await deletion(domain).delete()).toMatchObject({ outcome: "deleted" });
    expect(await services.dependencies.farm.get(domain)).toMatchObject({ status: "archived" });
  },
);

test("hole 30: a farm with its admin site, but without any wiki that the console knows, isn't believed", async () => {
  const [domain = "", ...others] = await wikis(3);
  for (const each of [domain, ...others]) await erase(each);
  await expect(deletion(domain).delete()).rejects.toThrow("lacks other wikis as well");
  expect(await siteOf(domain)).not.toBeNull();
});

test("hole 39: a wiki that was erased by hand is gone once another one answers, and its name is kept for its owner", async () => {
  const [domain = "", erased = ""] = await wikis(3);
  await erase(domain);
  await erase(erased);
  expect(await deletion(domain).delete()).toMatchObject({ outcome: "deleted" });
  expect(await siteOf(domain)).toBeNull();
  expect(await services.database.archivedSite.findUnique({ where: { domain } })).toBeNull();
  expect(await services.database.tombstone.findUnique({ where: { domain } })).toMatchObject({
    ownerId: alice.id,
    ownerSource: "person",
    farmSubject: alice.ownerClaim,
    runId: null,
  });
  for (const member of [alice, await services.addUser()]) {
    const run = activitiesOf(services, randomUUID());
    expect(await run.checkQuota(createInput(member, domain))).toMatchObject({ outcome: "nameKept" });
  }
});

test("hole 39: several wikis that were erased by hand, seen last of all, don't keep the farm from being believed", async () => {
  const [domain = "", oldest = "", ...erased] = await wikis(6);
  for (const each of [domain, ...erased]) await erase(each);
  const confirmedAt = new Date(Date.now() - 60_000);
  await services.database.site.update({ where: { domain: oldest }, data: { confirmedAt } });
  expect(await deletion(domain).delete()).toMatchObject({ outcome: "deleted" });
});

test("hole 30: a wiki of the right name, but of somebody else, is no witness", async () => {
  const [domain = "", other = ""] = await wikis(2);
  await erase(domain);
  await services.database.site.update({ where: { domain: other }, data: { farmSubject: "another" } });
  await expect(deletion(domain).delete()).rejects.toThrow("lacks other wikis as well");
});

test("hole 30: the admin site's owner is kept at first contact alone, and never when nobody owns it", async () => {
  const { farmAdminSubject } = await adminSubject();
  expect(farmAdminSubject).toEqual(expect.any(String));
  const { database, proxy, dependencies } = services;
  await database.console.update({ where: { id: 1 }, data: { farmAdminSubject: null } });
  const site = { name: "localhost", pages: 0, status: "active", storageBytes: 0, lastModified: null };
  const ask = () => assertFarmIsItself(dependencies, { except: [] });

  proxy.answer({ status: 200, body: { ...site, owner: { name: "Unknown" } } });
  await expect(ask()).rejects.toThrow("another owner of its admin site");
  expect(await adminSubject()).toMatchObject({ farmAdminSubject: null });

  proxy.answer({ status: 200, body: { ...site, owner: { name: "First", oauth2: { id: "first" } } } });
  await ask();
  proxy.answer({ status: 200, body: { ...site, owner: { name: "First", oauth2: { id: "second" } } } });
  await expect(ask()).rejects.toThrow("another owner of its admin site");
  await meetFarm(dependencies);
  expect(services.logged.at(-1)).toContain("isn't owned by whom it was");
  expect(await adminSubject()).toMatchObject({ farmAdminSubject: "first" });
  await database.console.update({ where: { id: 1 }, data: { farmAdminSubject } });
});

test("rule 5: a farm that is itself, but said of this wiki for a moment that it isn't there, isn't believed", async () => {
  const [domain = ""] = await wikis(2);
  services.proxy.disturb(({ method }) =>
    method === "DELETE" ? { kind: "answer", status: 404, body: { error: "Site not found" } } : undefined,
  );
  const { conclude, ...first } = deletion(domain);
  await expect(first.delete()).rejects.toThrow("has this wiki after all");
  expect(await conclude()).toMatchObject({ outcome: "farmDidNotAnswer" });
  expect(await siteOf(domain)).toMatchObject({ state: "active", operationId: null });
});

test("looking for a witness leaves nothing on its way: the wiki is what it was when the farm goes on failing", async () => {
  const [domain = ""] = await wikis(1);
  await erase(domain);
  services.proxy.disturb(({ method }) => (method === "GET" ? { kind: "cutAfter" } : undefined));
  const { conclude, ...first } = deletion(domain);
  await expect(first.delete()).rejects.toMatchObject({ mayHaveArrived: false });
  expect(await conclude()).toMatchObject({ outcome: "farmDidNotAnswer" });
  expect(await siteOf(domain)).toMatchObject({ state: "active", operationId: null });
});
