import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { passQuietTime } from "#lib/ledger/testing.ts";
import { archiving } from "../testing/archived.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { createOfUnowned, latePatch } from "../testing/late-patch.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
let admin: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
  admin = await services.addUser({ isAdmin: true });
});
afterEach(() => {
  services.proxy.pass();
  services.proxy.onMessage(undefined);
});

const code = "farmDidNotAnswer";
const { siteOf, onFarm, deletedWiki, restore, delete: remove } = archiving(() => services);

/** A restore that was asked for, reached the farm without its worker knowing so, and brought back a wiki without its owner. */
async function unheardRestore() {
  const domain = await deletedWiki(alice);
  await services.farm.takeDown();
  await rm(join(services.farm.sitesDir, domain, "status/owner.json"));
  await services.farm.bringUp();
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutBefore" } : undefined));
  await expect(run.restore(input)).rejects.toThrow("can't be reached");
  services.proxy.pass();
  await services.dependencies.farm.setStatus(domain, "active");
  return { domain, workflowId, conclude: () => run.conclude({ kind: "restore", code, input }) };
}

test("hole 25: a restored wiki that runs without its owner is secured where the restore ends by asking the farm", async () => {
  const { domain, conclude } = await unheardRestore();
  expect(await conclude()).toMatchObject({ outcome: "restored", message: messages.restoredAndSecured });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
});

async function settle(workflowId: string) {
  const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
  return activitiesOf(services, `settle-${id}`).settle({ operationId: id, supportUrl: SUPPORT_URL });
}

test("hole 27: a wiki is its owner's to change once it is secured, however late its restore was settled", async () => {
  const { domain, workflowId, conclude } = await unheardRestore();
  services.proxy.refuse();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  await passQuietTime(services.database, [domain]);
  expect(await settle(workflowId)).toEqual({ settled: true });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "deleted" });
});

test("hole 27: so is one whose first request to secure it was lost long before the one that was answered", async () => {
  const { domain, workflowId, conclude } = await unheardRestore();
  const deliver = latePatch(services);
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  await passQuietTime(services.database, [domain]);
  expect(await settle(workflowId)).toEqual({ settled: true });
  await deliver();
  expect(await remove(alice, domain)).toMatchObject({ outcome: "deleted" });
});

/** A create that got through and ended as unknown long ago, of a wiki that runs without its owner. */
async function unknownCreate() {
  const { input, workflowId } = await createOfUnowned(services, alice);
  const run = activitiesOf(services, workflowId);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : undefined));
  await expect(run.create(input)).rejects.toThrow("can't be reached");
  services.proxy.refuse();
  expect(await run.conclude({ kind: "create", code, input })).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  await passQuietTime(services.database, [input.domain]);
  return { input, workflowId };
}

test("hole 27: a PATCH that was lost in settling keeps the wiki quiet, also once the member's repeat has it", async () => {
  const { input, workflowId } = await unknownCreate();
  const deliver = latePatch(services);
  expect(await settle(workflowId)).toEqual({ settled: false });
  const again = activitiesOf(services, randomUUID());
  expect(await again.checkQuota(input)).toMatchObject({ outcome: "go" });
  expect(await again.create(input)).toMatchObject({ outcome: "created" });
  expect(await remove(alice, input.domain)).toMatchObject({ outcome: "quiet" });
  await deliver();
});

/** A restore that ended as unknown long ago, and whose settling has just lost its request to make the wiki read-only. */
async function lostInSettling() {
  const { domain, workflowId, conclude } = await unheardRestore();
  services.proxy.refuse();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  await passQuietTime(services.database, [domain]);
  const deliver = latePatch(services);
  expect(await settle(workflowId)).toEqual({ settled: false });
  return { domain, workflowId, deliver };
}

test("hole 27: nobody else takes a restore over while such a PATCH may arrive", async () => {
  const { domain, workflowId, deliver } = await lostInSettling();
  expect(await restore(admin, domain)).toMatchObject({ outcome: "quiet" });
  expect(await settle(workflowId)).toEqual({ settled: true });
  await deliver();
});

test("hole 38: that the farm has it archived isn't final meanwhile, nor for the member's repeat", async () => {
  const { domain, workflowId, deliver } = await lostInSettling();
  await services.dependencies.farm.archive(domain);
  expect(await settle(workflowId)).toEqual({ settled: false });

  services.proxy.disturb(({ method }) => (method === "GET" ? { kind: "cutBefore" } : undefined));
  const again = activitiesOf(services, randomUUID());
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  await expect(again.restore(input)).rejects.toThrow("can't be reached");
  services.proxy.pass();
  expect(await again.conclude({ kind: "restore", code, input })).toMatchObject({ outcome: "unknown" });
  await deliver();
});

test("hole 27: one that was lost in concluding keeps it quiet at once, until it is settled and after", async () => {
  const { domain, workflowId, conclude } = await unheardRestore();
  await passQuietTime(services.database, [domain]);
  const deliver = latePatch(services);
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  expect(await restore(admin, domain)).toMatchObject({ outcome: "quiet" });
  expect(await settle(workflowId)).toEqual({ settled: true });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "quiet" });
  await deliver();
});
