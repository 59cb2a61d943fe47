import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { archiving } from "../testing/archived.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { createOfUnowned, latePatch } from "../testing/late-patch.ts";
import { laySite } from "../testing/lay-site.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
});
afterEach(() => {
  services.proxy.pass();
  services.proxy.onMessage(undefined);
});

const code = "farmDidNotAnswer";
const { siteOf, onFarm, delete: remove } = archiving(() => services);
const operationOf = (workflowId: string) =>
  services.database.operation.findUniqueOrThrow({ where: { workflowId } });

/** A create whose first attempt lost its request to make the wiki read-only. */
async function lostSecuring() {
  const unowned = await createOfUnowned(services, alice);
  const deliver = latePatch(services);
  const run = activitiesOf(services, unowned.workflowId, 1);
  await expect(run.create(unowned.input)).rejects.toThrow("can't be reached");
  return { ...unowned, deliver };
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
  const { input, workflowId } = await createOfUnowned(services, alice);
  const run = activitiesOf(services, workflowId);
  expect(await run.create(input)).toMatchObject({ outcome: "created", message: messages.beingSecured });
  expect(await remove(alice, input.domain)).toMatchObject({ outcome: "deleted" });
});

test("rule 2: an attempt that another one has overtaken secures nothing", async () => {
  const { input, workflowId } = await createOfUnowned(services, alice);
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
  const { input, workflowId } = await createOfUnowned(services, alice);
  const run = activitiesOf(services, workflowId);
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
