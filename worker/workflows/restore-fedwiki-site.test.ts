import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { worldForFile } from "../testing/for-file.ts";
import { lookUp } from "../testing/look-up.ts";
import { eraseVisited } from "../testing/sync/farm-sites.ts";
import { freshDomain, SUPPORT_URL } from "../testing/world.ts";

const world = await worldForFile();
let alice: User;
beforeAll(async () => {
  alice = await world.addUser({ quota: 100 });
});
afterEach(() => world.proxy.pass());

const { create, siteOf, operationOf } = lookUp(() => world);
const remove = async (user: User, domain: string) => (await world.delete(user, domain)).result();
const restore = async (user: User, domain: string) => (await world.restore(user, domain)).result();
const archivedOf = (domain: string) => world.database.archivedSite.findUnique({ where: { domain } });
const patchesOf = (domain: string) =>
  world.proxy.seen.filter(({ method, path }) => method === "PATCH" && path.endsWith(`/${domain}`)).length;
const onFarm = (domain: string) => world.dependencies.farm.get(domain);

/** A wiki of alice's that she has deleted. */
async function deletedWiki(): Promise<string> {
  const domain = freshDomain();
  expect(await create(alice, domain)).toMatchObject({ success: true });
  expect(await remove(alice, domain)).toEqual({ success: true });
  return domain;
}

test("RestoreFedWikiSiteWorkflow opens the wiki on the farm and gives it back to its owner", async () => {
  const domain = await deletedWiki();
  expect(await restore(alice, domain)).toEqual({ success: true });
  expect(await onFarm(domain)).toMatchObject({ status: "active" });
  expect(await siteOf(domain)).toMatchObject({
    ownerId: alice.id,
    ownerSource: "person",
    state: "active",
    stateBefore: null,
    operationId: null,
    farmSubject: alice.ownerClaim,
    securedAt: null,
  });
  expect(await archivedOf(domain)).toBeNull();
  expect(await operationOf(domain)).toMatchObject({ kind: "restore", state: "done", outcome: "restored" });
  const event = { actorId: alice.id, outcome: "restored" };
  expect(await world.database.auditEvent.findFirst({ where: { domain, action: "restore" } })).toMatchObject(
    event,
  );
});

test("hole 37: a read-only wiki comes back read-only", async () => {
  const domain = freshDomain();
  await create(alice, domain);
  await world.dependencies.farm.setStatus(domain, "readonly");
  await world.database.site.update({ where: { domain }, data: { state: "readonly" } });
  await remove(alice, domain);
  expect(await restore(alice, domain)).toEqual({ success: true });
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: null });
});

test("the answer is lost: the next attempt asks for the same once more, and confirms it", async () => {
  const domain = await deletedWiki();
  world.proxy.disturb(({ method }) =>
    method === "PATCH" && patchesOf(domain) === 1 ? { kind: "cutAfter" } : undefined,
  );
  expect(await restore(alice, domain)).toEqual({ success: true });
  expect(patchesOf(domain)).toBe(2);
  expect(await siteOf(domain)).toMatchObject({ state: "active" });
});

test("a wiki that somebody opened on the farm meanwhile is confirmed as it is", async () => {
  const domain = await deletedWiki();
  await world.dependencies.farm.setStatus(domain, "readonly");
  const before = patchesOf(domain);
  expect(await restore(alice, domain)).toEqual({ success: true });
  expect(patchesOf(domain)).toBe(before);
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: null });
});

test("a wiki that the farm has lost leaves the archive, and its name is kept for its owner", async () => {
  const domain = await deletedWiki();
  await create(alice, freshDomain());
  await eraseVisited(world.farm, domain);
  expect(await restore(alice, domain)).toEqual({
    success: false,
    errorMessage: `The farm doesn't have this wiki any more, so it can't be restored. Please contact support. ${SUPPORT_URL}`,
  });
  expect(await siteOf(domain)).toBeNull();
  expect(await archivedOf(domain)).toBeNull();
  expect(await world.database.tombstone.findUnique({ where: { domain } })).toMatchObject({
    ownerId: alice.id,
  });
});

test("what the farm has for somebody else now isn't opened", async () => {
  const domain = await deletedWiki();
  await world.database.archivedSite.update({ where: { domain }, data: { farmSubject: "another" } });
  expect((await restore(alice, domain)).errorMessage).toContain("belongs to somebody else now");
  expect(await onFarm(domain)).toMatchObject({ status: "archived" });
  expect(await siteOf(domain)).toBeNull();
  expect(await archivedOf(domain)).not.toBeNull();
});

test("hole 25: a wiki that runs without its owner comes back read-only, and its member is told", async () => {
  const domain = await deletedWiki();
  // A running site knows the owner that it had at its start.
  await world.farm.takeDown();
  await rm(join(world.farm.sitesDir, domain, "status/owner.json"));
  await world.farm.bringUp();
  expect(await restore(alice, domain)).toEqual({ success: true });
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect((await operationOf(domain)).message).toContain("is being secured");
});
