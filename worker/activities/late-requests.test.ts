import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain, SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
});
afterEach(() => services.proxy.pass());

const statusOf = async (domain: string) => {
  const site = await services.dependencies.farm.get(domain);
  return site === "absent" ? site : site.status;
};

async function wiki(): Promise<string> {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  expect(await run.create(input)).toMatchObject({ outcome: "created" });
  return input.domain;
}

/** The first DELETE is cut for its client, and reaches the farm when the function is called; resolves when it has. */
function lateDelete(): () => Promise<void> {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  let deletes = 0;
  let answers = 0;
  services.proxy.disturb(({ method }) => {
    if (method !== "DELETE") return undefined;
    deletes += 1;
    return deletes === 1 ? { kind: "cutAndDeliver", until: gate.promise } : undefined;
  });
  services.proxy.onMessage(({ direction, text }) => {
    if (direction === "answer" && text.startsWith("DELETE")) answers += 1;
    if (answers === 2) arrived.resolve();
    return "pass";
  });
  return () => {
    gate.resolve();
    return arrived.promise;
  };
}

test("hole 27: a proxy holds a DELETE: nothing else changes the wiki until it can't arrive any more", async () => {
  const domain = await wiki();
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  const deliver = lateDelete();
  const workflowId = randomUUID();
  await expect(activitiesOf(services, workflowId, 1).delete(input)).rejects.toThrow();
  expect(await activitiesOf(services, workflowId, 2).delete(input)).toMatchObject({ outcome: "deleted" });
  const restore = () => activitiesOf(services, randomUUID()).restore(input);
  expect(await restore()).toMatchObject({ outcome: "quiet" });

  await deliver();
  await services.database.operation.update({ where: { workflowId }, data: { quietUntil: new Date(0) } });
  expect(await restore()).toMatchObject({ outcome: "restored" });
  expect(await statusOf(domain)).toBe("active");
});

test("rule 3: an administrator doesn't take over a member's delete before its request can't arrive any more; the member does", async () => {
  const domain = await wiki();
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  const lost = activitiesOf(services, randomUUID());
  services.proxy.refuse();
  await expect(lost.delete(input)).rejects.toThrow();
  expect(await lost.conclude({ kind: "delete", code: "farmDidNotAnswer", input })).toMatchObject({
    outcome: "unknown",
  });
  services.proxy.pass();
  const admin = await services.addUser({ isAdmin: true });
  const byAdmin = await activitiesOf(services, randomUUID()).delete({ ...input, userId: admin.id });
  expect(["quiet", "busy"]).toContain(byAdmin.outcome);
  expect(await statusOf(domain)).toBe("active");
  expect(await activitiesOf(services, randomUUID()).delete(input)).toMatchObject({ outcome: "deleted" });
});
