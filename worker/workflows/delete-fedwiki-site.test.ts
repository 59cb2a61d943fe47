import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WorkflowFailedError } from "@temporalio/client";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { worldForFile } from "../testing/for-file.ts";
import { eraseVisited } from "../testing/sync/farm-sites.ts";
import { freshDomain, SUPPORT_URL } from "../testing/world.ts";

const world = await worldForFile();
let alice: User;
beforeAll(async () => {
  alice = await world.addUser({ quota: 100 });
});
afterEach(() => world.proxy.pass());

/** A wiki of alice's. */
async function wiki(): Promise<string> {
  const domain = freshDomain();
  expect(await (await world.create(alice, domain)).result()).toMatchObject({ success: true });
  return domain;
}

const remove = async (user: User, domain: string) => (await world.delete(user, domain)).result();
const siteOf = (domain: string) => world.database.site.findUnique({ where: { domain } });
const archivedOf = (domain: string) => world.database.archivedSite.findUnique({ where: { domain } });
const deletesOf = (domain: string) =>
  world.proxy.seen.filter(({ method, path }) => method === "DELETE" && path.endsWith(`/${domain}`)).length;

test("DeleteFedWikiSiteWorkflow archives the site on the farm and removes it; the archived row says whose it was", async () => {
  const domain = await wiki();
  const site = await siteOf(domain);
  expect(await remove(alice, domain)).toEqual({ success: true });

  const status = await readFile(join(world.farm.sitesDir, domain, "status.json"), "utf8");
  expect(JSON.parse(status)).toMatchObject({ status: "archived" });
  expect(await siteOf(domain)).toBeNull();
  const archived = await archivedOf(domain);
  expect(archived).toMatchObject({ ownerId: alice.id, archivedById: alice.id, stateBefore: "active" });
  expect(archived?.changeSeq).toBeGreaterThan(site?.changeSeq ?? 0n);
  expect(await world.database.auditEvent.findFirst({ where: { domain, action: "delete" } })).toMatchObject({
    actorId: alice.id,
    outcome: "deleted",
  });
});

test('"Delete Idempotency": the farm\'s own 404 is success, and nothing is kept to restore', async () => {
  const domain = await wiki();
  await eraseVisited(world.farm, domain);
  expect(await remove(alice, domain)).toEqual({ success: true });
  expect(await siteOf(domain)).toBeNull();
  expect(await archivedOf(domain)).toBeNull();
});

test("the farm answers 409, which means nothing for a delete: final, unexpected, and the wiki is what it was", async () => {
  const domain = await wiki();
  world.proxy.answer({ status: 409, body: "" });
  const failure = await remove(alice, domain).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WorkflowFailedError);
  expect(deletesOf(domain)).toBe(1);
  expect(await siteOf(domain)).toMatchObject({ state: "active", operationId: null });
  const operation = await world.database.operation.findFirst({ where: { domain, kind: "delete" } });
  expect(operation?.message).toBe(`Something went wrong on our side. Please contact support. ${SUPPORT_URL}`);
});

test("the answer is lost: the next attempt archives what is archived, and the wiki is gone once", async () => {
  const domain = await wiki();
  world.proxy.disturb(() => (deletesOf(domain) === 1 ? { kind: "cutAfter" } : undefined));
  expect(await remove(alice, domain)).toEqual({ success: true });
  expect(await archivedOf(domain)).toMatchObject({ ownerId: alice.id });
});

test("hole 19: a member who isn't the owner hears the seed's sentence on permission, and nothing is sent", async () => {
  const domain = await wiki();
  expect(await remove(await world.addUser(), domain)).toEqual({
    success: false,
    errorMessage: "You don't have permission to perform this action.",
  });
  expect(deletesOf(domain)).toBe(0);
  expect(await siteOf(domain)).toMatchObject({ ownerId: alice.id, state: "active" });
});

test("an administrator deletes a member's wiki; the row says who archived it", async () => {
  const domain = await wiki();
  const admin = await world.addUser({ isAdmin: true });
  expect(await remove(admin, domain)).toEqual({ success: true });
  expect(await archivedOf(domain)).toMatchObject({ ownerId: alice.id, archivedById: admin.id });
});

test("a wiki that stands with the default user is deleted by administrators alone", async () => {
  const domain = await wiki();
  await world.database.site.update({ where: { domain }, data: { ownerSource: "default" } });
  expect(await remove(alice, domain)).toMatchObject({
    errorMessage: "You don't have permission to perform this action.",
  });
  expect(await remove(await world.addUser({ isAdmin: true }), domain)).toEqual({ success: true });
});

test("hole 20: the farm's admin site is deleted by nobody, even if a row claims it as a wiki", async () => {
  const admin = await world.addUser({ isAdmin: true });
  await world.database.site.create({
    data: { domain: "localhost", ownerId: admin.id, ownerSource: "person", state: "active" },
  });
  expect(await remove(admin, "localhost")).toEqual({
    success: false,
    errorMessage: "This is the farm's own admin site; it can't be deleted here.",
  });
  expect(deletesOf("localhost")).toBe(0);
});

test("a wiki that isn't there any more, and one that is being created, are said to be so", async () => {
  expect(await remove(alice, freshDomain())).toMatchObject({
    errorMessage: "There is no such wiki any more. It may have been deleted already.",
  });
  const domain = await wiki();
  await world.database.site.update({ where: { domain }, data: { state: "creating" } });
  expect((await remove(alice, domain)).errorMessage).toContain("Something else is being done");
});

test("DeleteFedWikiSiteActivity has the options of the seed's API activities", async () => {
  const handle = await world.delete(alice, await wiki());
  await handle.result();
  const { events } = await handle.fetchHistory();
  const [scheduled] = events?.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []) ?? [];
  expect(scheduled?.activityType?.name).toBe("deleteFedWikiSiteActivity");
  expect(Number(scheduled?.startToCloseTimeout?.seconds)).toBe(300);
  expect(scheduled?.retryPolicy).toMatchObject({ backoffCoefficient: 2, maximumAttempts: 8 });
  expect(scheduled?.retryPolicy?.nonRetryableErrorTypes).toEqual(["FarmManagerAPIError"]);
});
