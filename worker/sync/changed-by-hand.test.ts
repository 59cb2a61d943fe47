import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { openSync } from "#lib/schedule/sync-queue.ts";
import { findings, keptNames } from "#lib/sync-findings.ts";
import { databaseTime, farmRestarted } from "#lib/sync-repairs.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { createInConsole, deleteInConsole } from "../testing/sync/console.ts";
import { eraseVisited } from "../testing/sync/farm-sites.ts";
import { laySites } from "../testing/sync/lay-sites.ts";
import { runSync } from "../testing/sync/run-sync.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  await stack.database.user.update({ where: { id: stack.admin.id }, data: { isAdmin: true } });
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());
beforeEach(() => stack.proxy.pass());

const viewer = { isAdmin: true };
const lastRun = () => stack.database.syncRun.findFirstOrThrow({ orderBy: { id: "desc" } });

/** So many wikis of theirs on the farm's disk, known here; returns their names. */
async function wikisOf(person: User, count: number): Promise<string[]> {
  const owner = { name: person.name, oauth2: { id: person.ownerClaim } };
  const domains = Array.from({ length: count }, (_, index) => `${person.name}-${index}.localhost`);
  await laySites(
    stack.farm.sitesDir,
    domains.map((domain) => ({ domain, owner, pages: 1 })),
  );
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: count });
  return domains;
}

/** The farm's folders as they are now; the result puts them back. */
async function backup(domains: string[]): Promise<() => Promise<void>> {
  const { sitesDir } = stack.farm;
  const copy = join(sitesDir, "..", "backup");
  await rm(copy, { recursive: true, force: true });
  for (const domain of domains) await cp(join(sitesDir, domain), join(copy, domain), { recursive: true });
  return async () => {
    for (const domain of domains) {
      await rm(join(sitesDir, domain), { recursive: true });
      await cp(join(copy, domain), join(sitesDir, domain), { recursive: true });
    }
  };
}

async function deleteAll(person: User, domains: string[]): Promise<void> {
  const outputs = await Promise.all(domains.map((domain) => deleteInConsole(stack, person, domain)));
  expect(outputs.every(({ success }) => success)).toBe(true);
}

test("hole 36: a farm restored from a backup after 5 deletions: the wikis go back to who had them, and say so", async () => {
  const dana = await stack.addUser("dana");
  const domains = await wikisOf(dana, 30);
  const putBack = await backup(domains);
  const deleted = domains.slice(0, 5);
  await deleteAll(dana, deleted);
  await putBack();
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
  expect(await lastRun()).toMatchObject({ sitesReturned: 5 });
  const where = {
    domain: { in: deleted },
    ownerId: dana.id,
    state: "active",
    returnedAt: { not: null },
  } as const;
  expect(await stack.database.site.count({ where })).toBe(5);
  expect(await stack.database.archivedSite.count({ where: { ownerId: dana.id } })).toBe(0);
});

test("hole 36: after 50 deletions the sync is refused, until an administrator has it applied", async () => {
  const erin = await stack.addUser("erin");
  const domains = await wikisOf(erin, 60);
  const putBack = await backup(domains);
  const deleted = domains.slice(0, 50);
  await deleteAll(erin, deleted);
  await putBack();
  const refused = await runSync(stack);
  expect(refused).toMatchObject({ success: false, sitesAdded: 0 });
  expect(refused.errorMessage).toMatch(/^50 wikis that were archived here are live on the farm again/);
  expect(await stack.database.site.count({ where: { ownerId: erin.id } })).toBe(10);

  const { runId } = await lastRun();
  await openSync({ trigger: "button", userId: stack.admin.id, appliesRunId: runId });
  expect(await runSync(stack)).toMatchObject({ success: true });
  expect(await lastRun()).toMatchObject({ sitesReturned: 50, appliesRunId: runId });
  expect(await stack.database.site.count({ where: { ownerId: erin.id, state: "active" } })).toBe(60);
});

test("hole 39: the name of a hard-deleted wiki is kept from everybody until an administrator says that the farm restarted", async () => {
  const frank = await stack.addUser("frank");
  const bob = await stack.addUser("bob");
  const name = "hard-deleted.localhost";
  expect(await createInConsole(stack, frank, name)).toMatchObject({ success: true });
  await eraseVisited(stack.farm, name);
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 1 });
  // The farm runs it still: a visit shows its old owner.
  const kept = await keptNames(viewer, { limit: 10 });
  expect(kept).toMatchObject({ total: 1, rows: [{ domain: name, owner: { name: "frank" } }] });
  expect(await createInConsole(stack, bob, name)).toEqual({
    success: false,
    errorMessage: messages.nameKept,
  });
  expect(await createInConsole(stack, frank, name)).toMatchObject({ success: false });

  await stack.farm.takeDown();
  await stack.farm.bringUp();
  expect(await farmRestarted(bob, await databaseTime())).toBeUndefined();
  expect(await createInConsole(stack, bob, name)).toMatchObject({ success: false });
  expect(await farmRestarted(stack.admin, await databaseTime())).toBe(1);
  expect(await createInConsole(stack, bob, name)).toMatchObject({ success: true, domain: name });
  expect(await stack.database.auditEvent.findMany({ where: { actorId: stack.admin.id } })).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ action: "name-freed", domain: name }),
      expect.objectContaining({ action: "farm-restarted", note: "Names that are free again: 1." }),
    ]),
  );
});

test("hole 40: five wikis that a member claimed on the farm are theirs with a quota of 3, shown, and block creates", async () => {
  const grace = await stack.addUser("grace");
  const domains = await wikisOf(grace, 5);
  const own = { where: { ownerId: grace.id, ownerSource: "farm" } } as const;
  expect(await stack.database.site.count(own)).toBe(5);
  const found = (await findings(viewer, "overQuota", { limit: 200 })).rows;
  const details = found.filter(({ domain }) => domains.includes(domain)).map(({ detail }) => detail);
  expect(details.sort()).toEqual(["grace has it as number 4 of 3.", "grace has it as number 5 of 3."]);
  expect(await createInConsole(stack, grace, "one-more.localhost")).toEqual({
    success: false,
    errorMessage: messages.quotaExceeded.replace("{quota}", "3"),
  });
  await deleteAll(grace, domains.slice(0, 3));
  expect(await createInConsole(stack, grace, "one-more.localhost")).toMatchObject({ success: true });
});
