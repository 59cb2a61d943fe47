import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
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

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const operationOf = (workflowId: string) =>
  services.database.operation.findUniqueOrThrow({ where: { workflowId } });
const deleteInput = (domain: string) => ({ userId: alice.id, domain, supportUrl: SUPPORT_URL });
const isOnFarm = (domain: string) => existsSync(join(services.farm.sitesDir, domain));

async function create(input = createInput(alice, freshDomain())) {
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  await run.checkQuota(input);
  return { workflowId, input, result: await run.create(input) };
}

test("CheckQuotaActivity, repeated, gets the row that it wrote before", async () => {
  const member = await services.addUser({ quota: 1 });
  const input = createInput(member, freshDomain());
  const workflowId = randomUUID();
  const first = await activitiesOf(services, workflowId).checkQuota(input);
  expect(first.outcome).toBe("go");
  expect(await activitiesOf(services, workflowId, 2).checkQuota(input)).toEqual(first);
});

test("hole 26: every activity of a finished create answers with its outcome and asks nothing of the farm", async () => {
  const { workflowId, input, result } = await create();
  expect(result.outcome).toBe("created");
  const seen = services.proxy.seen.length;
  const again = activitiesOf(services, workflowId, 2);
  expect(await again.checkQuota(input)).toEqual(result);
  expect(await again.create(input)).toEqual(result);
  expect(await again.conclude({ kind: "create", code: "farmDidNotAnswer", input })).toEqual(result);
  expect(services.proxy.seen).toHaveLength(seen);
});

test("hole 26: a late attempt of a create doesn't bring back a wiki that was deleted meanwhile", async () => {
  const { workflowId, input } = await create();
  await activitiesOf(services, randomUUID()).delete(deleteInput(input.domain));
  expect(await activitiesOf(services, workflowId, 2).create(input)).toMatchObject({ outcome: "created" });
  expect(await siteOf(input.domain)).toBeNull();
  expect(await services.dependencies.farm.get(input.domain)).toMatchObject({ status: "archived" });
});

test("hole 27: an attempt that a later one has overtaken sends nothing", async () => {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  services.proxy.refuse();
  await expect(activitiesOf(services, workflowId, 2).create(input)).rejects.toThrow();
  services.proxy.pass();
  expect(await activitiesOf(services, workflowId, 1).create(input)).toMatchObject({ outcome: "superseded" });
  expect(isOnFarm(input.domain)).toBe(false);
});

test("hole 27: once an operation is being concluded, none of its attempts sends any more", async () => {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  services.proxy.refuse();
  await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow();
  // The farm's GET is held, so that the late attempt comes between the two steps of the conclusion.
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  services.proxy.disturb(() => {
    asked.resolve();
    return { kind: "holdBefore", until: gate.promise };
  });
  const conclusion = activitiesOf(services, workflowId).conclude({
    kind: "create",
    code: "farmDidNotAnswer",
    input,
  });
  await asked.promise;
  expect(await activitiesOf(services, workflowId, 8).create(input)).toMatchObject({ outcome: "superseded" });
  gate.resolve();
  expect(await conclusion).toMatchObject({ outcome: "unknown" });
  expect(isOnFarm(input.domain)).toBe(false);
});

test("hole 14: an operation past its deadline with nothing sent gives up its reservation and sends nothing", async () => {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  await run.checkQuota(input);
  await services.database.operation.update({ where: { workflowId }, data: { deadline: new Date(0) } });
  expect(await run.create(input)).toMatchObject({ outcome: "gaveUp" });
  expect(await siteOf(input.domain)).toBeNull();
  expect(isOnFarm(input.domain)).toBe(false);
  expect(await operationOf(workflowId)).toMatchObject({ state: "gaveUp", outcome: "gaveUp" });
});

test("a create that sent something has its attempts, however late they come", async () => {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  await activitiesOf(services, workflowId).checkQuota(input);
  services.proxy.answer({ status: 429, body: "" });
  await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow();
  services.proxy.pass();
  expect(await operationOf(workflowId)).toMatchObject({ state: "running" });
  await services.database.operation.update({ where: { workflowId }, data: { deadline: new Date(0) } });
  expect(await activitiesOf(services, workflowId, 2).create(input)).toMatchObject({ outcome: "created" });
});

test("hole 32: a create whose worker comes too late reserves nothing; a late delete deletes nothing", async () => {
  const { input } = await create();
  const late = async (kind: "create" | "delete", domain: string) => {
    const workflowId = randomUUID();
    await services.database.operation.create({
      data: { kind, workflowId, userId: alice.id, domain, deadline: new Date(0) },
    });
    return activitiesOf(services, workflowId);
  };
  const other = createInput(alice, freshDomain());
  expect(await (await late("create", other.domain)).checkQuota(other)).toMatchObject({ outcome: "gaveUp" });
  expect(await siteOf(other.domain)).toBeNull();
  const deletion = await late("delete", input.domain);
  expect(await deletion.delete(deleteInput(input.domain))).toMatchObject({ outcome: "gaveUp" });
  expect(await siteOf(input.domain)).toMatchObject({ state: "active" });
});

test("hole 33: a workflow under the id of another's operation is refused and leaves that one as it is", async () => {
  const input = createInput(alice, freshDomain());
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  await run.checkQuota(input);
  const before = await operationOf(workflowId);
  const seen = services.proxy.seen.length;
  const bobs = createInput(await services.addUser(), input.domain);
  const other = createInput(alice, freshDomain());
  const refused = { outcome: "permissionDenied", siteId: null };
  for (const foreign of [bobs, other]) {
    expect(await run.checkQuota(foreign)).toMatchObject(refused);
    expect(await run.create(foreign)).toMatchObject(refused);
    expect(await run.conclude({ kind: "create", code: "unexpected", input: foreign })).toMatchObject(refused);
  }
  expect(await run.delete(deleteInput(input.domain))).toMatchObject(refused);
  expect(await operationOf(workflowId)).toEqual(before);
  expect(services.proxy.seen).toHaveLength(seen);
  expect(await run.create(input)).toMatchObject({ outcome: "created" });
});

test("hole 18: a delete of a name that is no host name deletes nothing, even if a row has it", async () => {
  const { input } = await create();
  const domain = input.domain.toUpperCase();
  await services.database.site.update({ where: { domain: input.domain }, data: { domain } });
  const seen = services.proxy.seen.length;
  expect(await activitiesOf(services, randomUUID()).delete(deleteInput(domain))).toMatchObject({
    outcome: "noSuchWiki",
  });
  expect(services.proxy.seen).toHaveLength(seen);
});

test("hole 33: a delete of a form that is older than the wiki deletes nothing", async () => {
  const { input } = await create();
  const workflowId = randomUUID();
  const { domain } = input;
  const deadline = new Date(Date.now() + 300_000);
  await services.database.operation.create({
    data: { kind: "delete", workflowId, userId: alice.id, domain, siteId: 1_000_000, deadline },
  });
  expect(await activitiesOf(services, workflowId).delete(deleteInput(domain))).toMatchObject({
    outcome: "noSuchWiki",
  });
  expect(await siteOf(domain)).toMatchObject({ state: "active" });
});

test("hole 13: of two deletes of one wiki at once, one does it and the other is told to wait", async () => {
  const { input } = await create();
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  services.proxy.disturb(() => {
    asked.resolve();
    return { kind: "holdBefore", until: gate.promise };
  });
  const first = activitiesOf(services, randomUUID()).delete(deleteInput(input.domain));
  await asked.promise;
  expect(await activitiesOf(services, randomUUID()).delete(deleteInput(input.domain))).toMatchObject({
    outcome: "busy",
  });
  gate.resolve();
  expect(await first).toMatchObject({ outcome: "deleted" });
});
