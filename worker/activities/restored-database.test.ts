import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type StartedKind, workflowId } from "#lib/contracts/workflows.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { activitiesOf } from "../testing/run-activity.ts";
import { createInput, freshDomain, SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 100 });
});

const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const refused = { outcome: "personChanged", message: expect.stringContaining("Look at your wikis") };

async function wiki(): Promise<string> {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  await run.create(input);
  return input.domain;
}

/** The console's own row, as the form wrote it for the person who then had this user id. */
async function asked(kind: StartedKind, domain: string, subject: string): Promise<string> {
  const id = randomUUID();
  const deadline = new Date(Date.now() + 300_000);
  await services.database.operation.create({
    data: { id, kind, domain, subject, userId: alice.id, workflowId: workflowId(kind, id), deadline },
  });
  return workflowId(kind, id);
}

test("hole 46: a workflow of the console's own whose row is missing does nothing and gets no row", async () => {
  const input = createInput(alice, freshDomain());
  const domain = await wiki();
  const requests = services.proxy.seen.length;
  const creation = `create-${randomUUID()}`;
  expect(await activitiesOf(services, creation).checkQuota(input)).toMatchObject(refused);
  expect(await activitiesOf(services, creation).create(input)).toMatchObject(refused);
  const failed = { kind: "create", code: "unexpected", input } as const;
  expect(await activitiesOf(services, creation).conclude(failed)).toMatchObject(refused);
  const deletion = `delete-${randomUUID()}`;
  const deleteInput = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  expect(await activitiesOf(services, deletion).delete(deleteInput)).toMatchObject(refused);
  const workflowIds = [creation, deletion];
  expect(await services.database.operation.count({ where: { workflowId: { in: workflowIds } } })).toBe(0);
  expect(services.proxy.seen).toHaveLength(requests);
  expect(await siteOf(input.domain)).toBeNull();
  expect(await siteOf(domain)).toMatchObject({ state: "active" });
});

test("hole 46: a create and a delete for a user id that means another person by now do nothing", async () => {
  const input = createInput(alice, freshDomain());
  const creation = await asked("create", input.domain, "somebody-else");
  expect(await activitiesOf(services, creation).checkQuota(input)).toMatchObject(refused);
  const domain = await wiki();
  const requests = services.proxy.seen.length;
  const deletion = await asked("delete", domain, "somebody-else");
  const deleteInput = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  expect(await activitiesOf(services, deletion).delete(deleteInput)).toMatchObject(refused);
  expect(services.proxy.seen).toHaveLength(requests);
  expect(await siteOf(domain)).toMatchObject({ state: "active", operationId: null });
  const { state, outcome } = await services.database.operation.findUniqueOrThrow({
    where: { workflowId: deletion },
  });
  expect({ state, outcome }).toEqual({ state: "refused", outcome: "personChanged" });
});

test("hole 46: the person changes between quota and farm: the reservation is given back and nothing is sent", async () => {
  const member = await services.addUser();
  const input = createInput(member, freshDomain());
  const run = activitiesOf(services, randomUUID());
  expect(await run.checkQuota(input)).toMatchObject({ outcome: "go" });
  await services.database.user.update({ where: { id: member.id }, data: { ownerClaim: randomUUID() } });
  const requests = services.proxy.seen.length;
  expect(await run.create(input)).toMatchObject(refused);
  expect(services.proxy.seen).toHaveLength(requests);
  expect(await siteOf(input.domain)).toBeNull();
});
