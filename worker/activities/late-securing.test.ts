import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { archiving } from "../testing/archived.ts";
import { laySite } from "../testing/lay-site.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { leaveUnowned } from "../testing/unowned-site.ts";
import { createInput, freshDomain, type Services, SUPPORT_URL, startServices } from "../testing/world.ts";

let services: Services;
let alice: User;
beforeAll(async () => {
  services = await startServices();
  alice = await services.addUser({ quota: 1_000 });
});
afterEach(() => {
  services.proxy.pass();
  services.proxy.onMessage(undefined);
});
afterAll(() => services?.stop());

const code = "farmDidNotAnswer";
const { siteOf, onFarm, deletedWiki, restore, delete: remove } = archiving(() => services);
const operationOf = (workflowId: string) =>
  services.database.operation.findUniqueOrThrow({ where: { workflowId } });

/** The first PATCH is cut for its client, and reaches the farm when the function is called; resolves when it has. */
function latePatch(): () => Promise<void> {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  let patches = 0;
  services.proxy.disturb(({ method }) => {
    if (method !== "PATCH") return undefined;
    patches += 1;
    return patches === 1 ? { kind: "cutAndDeliver", until: gate.promise } : undefined;
  });
  let answers = 0;
  services.proxy.onMessage(({ direction, text }) => {
    if (direction === "answer" && text.startsWith("PATCH")) answers += 1;
    if (answers === 2) arrived.resolve();
    return "pass";
  });
  return () => {
    gate.resolve();
    return arrived.promise;
  };
}

/** A create whose first attempt lost its request to make the wiki read-only. */
async function lostSecuring() {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  const deliver = latePatch();
  await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow("can't be reached");
  return { input, workflowId, deliver, domain: input.domain };
}

test("hole 27: a proxy holds the PATCH that secures a new wiki: nothing else changes it until that can't arrive any more", async () => {
  const { input, workflowId, deliver, domain } = await lostSecuring();
  expect(await activitiesOf(services, workflowId, 2).create(input)).toMatchObject({ outcome: "created" });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "quiet" });

  await deliver();
  await services.database.operation.update({ where: { workflowId }, data: { quietUntil: new Date(0) } });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "deleted" });
  expect(await onFarm(domain)).toMatchObject({ status: "archived" });
});

test("hole 27: nor after a create that was concluded by asking the farm", async () => {
  const { input, workflowId, deliver, domain } = await lostSecuring();
  const run = activitiesOf(services, workflowId);
  expect(await run.conclude({ kind: "create", code, input })).toMatchObject({ outcome: "created" });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "quiet" });
  await deliver();
});

test("a wiki whose PATCH was answered is its member's to change at once", async () => {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  expect(await run.create(input)).toMatchObject({ outcome: "created", message: messages.beingSecured });
  expect(await remove(alice, input.domain)).toMatchObject({ outcome: "deleted" });
});

test("rule 2: an attempt that another one has overtaken secures nothing", async () => {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  services.proxy.onMessage(async ({ direction, text }): Promise<"pass"> => {
    if (direction === "answer" && text.startsWith("POST")) {
      await services.database.operation.update({ where: { workflowId }, data: { fence: 2 } });
    }
    return "pass";
  });
  expect(await activitiesOf(services, workflowId, 1).create(input)).toMatchObject({ outcome: "superseded" });
  expect(await onFarm(input.domain)).toMatchObject({ status: "active" });
});

test("hole 25: an adopted wiki that runs without its owner is secured also where the create ends by asking the farm", async () => {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutBefore" } : undefined));
  await expect(run.create(input)).rejects.toThrow("can't be reached");
  await laySite(services.farm, input.domain, {
    owner: { name: "Of old", subject: alice.ownerClaim },
  });
  expect(await run.conclude({ kind: "create", code, input })).toMatchObject({
    outcome: "created",
    message: messages.adoptedAndSecured,
  });
  expect(await siteOf(input.domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await onFarm(input.domain)).toMatchObject({ status: "readonly" });
});

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

test("hole 25: so is a restored one", async () => {
  const { domain, conclude } = await unheardRestore();
  expect(await conclude()).toMatchObject({ outcome: "restored", message: messages.restoredAndSecured });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await onFarm(domain)).toMatchObject({ status: "readonly" });
});

/** As if what was sent had been sent eleven minutes ago. */
async function letTimePass(workflowId: string): Promise<void> {
  await services.database.$executeRaw`
    update operation set last_sent_at = last_sent_at - interval '11 minutes',
      quiet_until = quiet_until - interval '11 minutes', securing_at = securing_at - interval '11 minutes'
    where workflow_id = ${workflowId}`;
}

async function settle(workflowId: string) {
  const { id } = await operationOf(workflowId);
  return activitiesOf(services, `settle-${id}`).settle({ operationId: id, supportUrl: SUPPORT_URL });
}

test("hole 27: a wiki is its owner's to change once it is secured, however late its restore was settled", async () => {
  const { domain, workflowId, conclude } = await unheardRestore();
  services.proxy.refuse();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  await letTimePass(workflowId);
  expect(await settle(workflowId)).toEqual({ settled: true });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", securedAt: expect.any(Date) });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "deleted" });
});

test("hole 27: so is one whose first such request was lost long before the one that was answered", async () => {
  const { domain, workflowId, conclude } = await unheardRestore();
  const deliver = latePatch();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  await letTimePass(workflowId);
  expect(await settle(workflowId)).toEqual({ settled: true });
  await deliver();
  expect(await remove(alice, domain)).toMatchObject({ outcome: "deleted" });
});

test("hole 27: a PATCH that was lost just now keeps the restored wiki quiet", async () => {
  const { domain, workflowId, conclude } = await unheardRestore();
  await letTimePass(workflowId);
  const deliver = latePatch();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  expect(await settle(workflowId)).toEqual({ settled: true });
  expect(await remove(alice, domain)).toMatchObject({ outcome: "quiet" });
  await deliver();
});

/** A create that got through and ended as unknown long ago, of a wiki that runs without its owner. */
async function unknownCreate() {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  await run.checkQuota(input);
  await leaveUnowned(services.farm, input.domain);
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : undefined));
  await expect(run.create(input)).rejects.toThrow("can't be reached");
  services.proxy.refuse();
  expect(await run.conclude({ kind: "create", code, input })).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  await letTimePass(workflowId);
  return { input, workflowId };
}

test("hole 27: a PATCH that was lost in settling keeps the wiki quiet, also once the member's repeat has it", async () => {
  const { input, workflowId } = await unknownCreate();
  const deliver = latePatch();
  expect(await settle(workflowId)).toEqual({ settled: false });
  const again = activitiesOf(services, randomUUID());
  expect(await again.checkQuota(input)).toMatchObject({ outcome: "go" });
  expect(await again.create(input)).toMatchObject({ outcome: "created" });
  expect(await remove(alice, input.domain)).toMatchObject({ outcome: "quiet" });
  await deliver();
});

test("hole 27: and nobody else takes its restore over meanwhile", async () => {
  const admin = await services.addUser({ isAdmin: true });
  const { domain, workflowId, conclude } = await unheardRestore();
  services.proxy.refuse();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  await letTimePass(workflowId);
  const deliver = latePatch();
  expect(await settle(workflowId)).toEqual({ settled: false });
  expect(await restore(admin, domain)).toMatchObject({ outcome: "quiet" });
  expect(await settle(workflowId)).toEqual({ settled: true });
  await deliver();
});

test("hole 38: an operation that holds no wiki any more asks the farm for nothing", async () => {
  const { input, workflowId, domain } = await lostSecuring();
  const again = activitiesOf(services, randomUUID());
  services.proxy.refuse();
  const run = activitiesOf(services, workflowId);
  expect(await run.conclude({ kind: "create", code, input })).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  expect(await again.checkQuota(input)).toMatchObject({ outcome: "go" });
  const { id } = await operationOf(workflowId);
  const asked = services.proxy.seen.length;
  const settle = activitiesOf(services, `settle-${id}`).settle({ operationId: id, supportUrl: SUPPORT_URL });
  expect(await settle).toEqual({ settled: false });
  expect(services.proxy.seen).toHaveLength(asked);
  expect(await onFarm(domain)).toMatchObject({ status: "active" });
});
