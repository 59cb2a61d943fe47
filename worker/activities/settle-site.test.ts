import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "#embedded/proxy/start.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { passQuietTime } from "#lib/ledger/testing.ts";
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
const archivedOf = (domain: string) => services.database.archivedSite.findUnique({ where: { domain } });
const operationOf = (id: string) => services.database.operation.findUniqueOrThrow({ where: { id } });
const code = "farmDidNotAnswer";

function settle(operationId: string) {
  return activitiesOf(services, `settle-${operationId}`).settle({ operationId, supportUrl: SUPPORT_URL });
}

/** The farm is away from this fault on until the operation has ended without a known outcome. */
async function losing<T>(
  fault: Fault,
  attempt: () => Promise<T>,
  conclude: () => Promise<unknown>,
): Promise<void> {
  services.proxy.disturb(() => fault);
  await expect(attempt()).rejects.toThrow();
  services.proxy.refuse();
  expect(await conclude()).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
}

async function unknownCreate(fault: Fault, domain = freshDomain()) {
  const input = createInput(alice, domain);
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  await run.checkQuota(input);
  await losing(
    fault,
    () => run.create(input),
    () => run.conclude({ kind: "create", code, input }),
  );
  const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
  return { id, domain, input };
}

async function wiki(): Promise<string> {
  const input = createInput(alice, freshDomain());
  const run = activitiesOf(services, randomUUID());
  await run.checkQuota(input);
  expect(await run.create(input)).toMatchObject({ outcome: "created" });
  return input.domain;
}

async function unknownDelete(fault: Fault) {
  const domain = await wiki();
  const input = { userId: alice.id, domain, supportUrl: SUPPORT_URL };
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  await losing(
    fault,
    () => run.delete(input),
    () => run.conclude({ kind: "delete", code, input }),
  );
  const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
  return { id, domain, input };
}

const events = (domain: string) =>
  services.database.auditEvent.findMany({
    where: { domain },
    orderBy: { id: "asc" },
    select: { action: true, outcome: true },
  });

describe("hole 38: an operation that ended as unknown is settled by what the farm says", () => {
  test("a create that got through: done, once, with an event of its own", async () => {
    const { id, domain } = await unknownCreate({ kind: "cutAfter" });
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
    expect(await settle(id)).toEqual({ settled: true });
    expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id, operationId: null });
    expect(await operationOf(id)).toMatchObject({ state: "done", outcome: "created", quietUntil: null });
    const requests = services.proxy.seen.length;
    expect(await settle(id)).toEqual({ settled: true });
    expect(services.proxy.seen).toHaveLength(requests);
    expect(await events(domain)).toEqual([
      { action: "create", outcome: "unknown" },
      { action: "create-settled", outcome: "created" },
    ]);
  });

  test("a create that never arrived: unknown for ten minutes, then refused and its name free", async () => {
    const { id, domain } = await unknownCreate({ kind: "cutBefore" });
    expect(await settle(id)).toEqual({ settled: false });
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
    await passQuietTime(services.database, [domain]);
    expect(await settle(id)).toEqual({ settled: true });
    expect(await siteOf(domain)).toBeNull();
    expect(await operationOf(id)).toMatchObject({ state: "refused", outcome: code });
  });

  test("a farm that is down, or says of everything that it isn't there, settles nothing", async () => {
    await wiki();
    const { id, domain } = await unknownCreate({ kind: "cutBefore" });
    await passQuietTime(services.database, [domain]);
    services.proxy.refuse();
    expect(await settle(id)).toEqual({ settled: false });
    services.proxy.answer({ status: 404, body: { error: "Site not found" } });
    expect(await settle(id)).toEqual({ settled: false });
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
  });

  test("somebody else's site in the place of a create: refused at once", async () => {
    const { id, domain } = await unknownCreate({ kind: "cutBefore" });
    const owner = farmOwner("Somebody", "somebody", { console: "another", operation: "another" });
    await services.dependencies.farm.create(domain, owner);
    expect(await settle(id)).toEqual({ settled: true });
    expect(await operationOf(id)).toMatchObject({ state: "refused", outcome: "alreadyExists" });
    expect(await siteOf(domain)).toBeNull();
  });

  test("a delete that got through: the wiki is the member's to restore", async () => {
    const { id, domain } = await unknownDelete({ kind: "cutAfter" });
    expect(await settle(id)).toEqual({ settled: true });
    expect(await siteOf(domain)).toBeNull();
    expect(await archivedOf(domain)).toMatchObject({ ownerId: alice.id, archivedById: alice.id });
    expect(await operationOf(id)).toMatchObject({ state: "done", outcome: "deleted" });
  });

  test("a delete that never arrived: unknown for ten minutes, then the wiki is what it was", async () => {
    const { id, domain } = await unknownDelete({ kind: "cutBefore" });
    expect(await settle(id)).toEqual({ settled: false });
    expect(await siteOf(domain)).toMatchObject({ state: "deleting" });
    await passQuietTime(services.database, [domain]);
    expect(await settle(id)).toEqual({ settled: true });
    expect(await siteOf(domain)).toMatchObject({ state: "active", stateBefore: null, operationId: null });
  });

  test("hole 34: the farm has made the folder and not written its owner.json yet: unknown until it has", async () => {
    const { id, domain } = await unknownCreate({ kind: "cutAfter" });
    const file = join(services.farm.sitesDir, domain, "status/owner.json");
    const held = await readFile(file);
    await rm(file);
    expect(await settle(id)).toEqual({ settled: false });
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
    await writeFile(file, held);
    expect(await settle(id)).toEqual({ settled: true });
    expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  });

  test("one that the member's next request took over ends when that one has, and touches nothing", async () => {
    const { id, domain, input } = await unknownCreate({ kind: "cutAfter" });
    const again = activitiesOf(services, randomUUID());
    expect(await again.checkQuota(input)).toMatchObject({ outcome: "go" });
    expect(await settle(id)).toEqual({ settled: false });
    expect(await operationOf(id)).toMatchObject({ state: "unknown" });
    expect(await again.create(input)).toMatchObject({ outcome: "created" });
    expect(await settle(id)).toEqual({ settled: true });
    expect(await operationOf(id)).toMatchObject({ state: "refused", outcome: "takenOver" });
    expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  });

  test("an operation that the database doesn't know any more is as good as settled", async () => {
    expect(await settle(randomUUID())).toEqual({ settled: true });
  });
});

describe("hole 38: an operation whose workflow is gone", () => {
  async function abandoned(fault?: Fault) {
    const input = createInput(alice, freshDomain());
    const workflowId = randomUUID();
    const run = activitiesOf(services, workflowId);
    await run.checkQuota(input);
    if (fault !== undefined) {
      services.proxy.disturb(() => fault);
      await expect(run.create(input)).rejects.toThrow();
      services.proxy.pass();
    }
    const { id } = await services.database.operation.findUniqueOrThrow({ where: { workflowId } });
    return { id, input, run };
  }

  test("with nothing sent it gives back what it held, and past its deadline it says that it gave up", async () => {
    const early = await abandoned();
    expect(await settle(early.id)).toEqual({ settled: true });
    expect(await operationOf(early.id)).toMatchObject({ state: "refused", outcome: "unexpected" });
    const late = await abandoned();
    await services.database.operation.update({ where: { id: late.id }, data: { deadline: new Date(0) } });
    expect(await settle(late.id)).toEqual({ settled: true });
    expect(await operationOf(late.id)).toMatchObject({ state: "gaveUp", outcome: "gaveUp" });
    for (const { input } of [early, late]) expect(await siteOf(input.domain)).toBeNull();
  });

  test("with something sent it is unknown from then on, a late attempt sends nothing, and the farm decides", async () => {
    const { id, input, run } = await abandoned({ kind: "cutBefore" });
    expect(await settle(id)).toEqual({ settled: false });
    expect(await operationOf(id)).toMatchObject({ state: "unknown" });
    const posts = services.proxy.seen.filter(({ method }) => method === "POST").length;
    expect(await run.create(input)).toMatchObject({ outcome: "unknown" });
    expect(services.proxy.seen.filter(({ method }) => method === "POST")).toHaveLength(posts);
    await passQuietTime(services.database, [input.domain]);
    expect(await settle(id)).toEqual({ settled: true });
    expect(await siteOf(input.domain)).toBeNull();
  });
});
