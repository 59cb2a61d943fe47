import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
});
afterEach(() => services.proxy.pass());

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const isOnFarm = (domain: string) => existsSync(join(services.farm.sitesDir, domain));

/** A create whose first attempt made the wiki on the farm and never heard so. */
async function unheardCreate() {
  const domain = freshDomain();
  const input = createInput(alice, domain);
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : undefined));
  await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow();
  services.proxy.pass();
  expect(isOnFarm(domain)).toBe(true);
  return { domain, secondAttempt: () => activitiesOf(services, workflowId, 2).create(input) };
}

test("hole 26: archived on the farm before the next attempt, the wiki is offered to its member to restore", async () => {
  const { domain, secondAttempt } = await unheardCreate();
  await services.dependencies.farm.archive(domain);
  expect(await secondAttempt()).toMatchObject({ outcome: "restoreInstead" });
  expect(await siteOf(domain)).toBeNull();
  const archived = await services.database.archivedSite.findUnique({ where: { domain } });
  expect(archived).toMatchObject({ ownerId: alice.id, ownerSource: "person", stateBefore: "active" });
  expect(await services.dependencies.farm.get(domain)).toMatchObject({ status: "archived" });
});

test("hole 26: hard-deleted on the farm before the next attempt, the wiki is made once more", async () => {
  const { domain, secondAttempt } = await unheardCreate();
  await rm(join(services.farm.sitesDir, domain), { recursive: true });
  expect(await secondAttempt()).toMatchObject({ outcome: "created" });
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  expect(isOnFarm(domain)).toBe(true);
});

test("hole 26: a create that lost its reservation sends nothing", async () => {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  await services.database.site.delete({ where: { domain: input.domain } });
  const sent = services.proxy.seen.length;
  await expect(run.create(input)).rejects.toThrow();
  expect(services.proxy.seen).toHaveLength(sent);
  expect(isOnFarm(input.domain)).toBe(false);
});
