import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "#embedded/proxy/start.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
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

const code = "farmDidNotAnswer";
const siteOf = (domain: string) => services.database.site.findUnique({ where: { domain } });
const operationOf = (workflowId: string) =>
  services.database.operation.findUniqueOrThrow({ where: { workflowId } });
const requests = () => services.proxy.seen.length;
/** By the database's clock or ours: nothing that was sent then can arrive any more. */
const longAgo = () => new Date(Date.now() - 11 * 60_000);
const bad: Fault = { kind: "answer", status: 502, body: "" };

/** A create whose only attempt met this fault. */
async function failedCreate(fault: Fault, member = alice, domain = freshDomain()) {
  const input = createInput(member, domain);
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  expect(await run.checkQuota(input)).toMatchObject({ outcome: "go" });
  services.proxy.disturb(() => fault);
  await expect(run.create(input)).rejects.toThrow();
  services.proxy.pass();
  return { workflowId, domain, conclude: () => run.conclude({ kind: "create", code, input }) };
}

/** A delete of a wiki of alice's whose only attempt met this fault. */
async function failedDelete(fault: Fault) {
  const made = createInput(alice, freshDomain());
  const creation = activitiesOf(services, randomUUID());
  await creation.checkQuota(made);
  await creation.create(made);
  const input = { userId: alice.id, domain: made.domain, supportUrl: SUPPORT_URL };
  const workflowId = randomUUID();
  const run = activitiesOf(services, workflowId);
  services.proxy.disturb(() => fault);
  await expect(run.delete(input)).rejects.toThrow();
  services.proxy.pass();
  return { workflowId, input, conclude: () => run.conclude({ kind: "delete", code, input }) };
}

/** The farm runs the wiki as somebody else's, although its owner.json has our marker. */
async function layOtherName(domain: string): Promise<void> {
  const file = join(services.farm.sitesDir, domain, "status/owner.json");
  const owner: object = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...owner, name: "Somebody" }));
}

describe("the last step of a create that ended without a known outcome is one GET", () => {
  test("nothing was on its way: the reservation is given back without asking", async () => {
    const { workflowId, domain, conclude } = await failedCreate({ kind: "answer", status: 404, body: "" });
    const before = requests();
    expect(await conclude()).toMatchObject({ outcome: code });
    expect(requests()).toBe(before);
    expect(await siteOf(domain)).toBeNull();
    expect(await operationOf(workflowId)).toMatchObject({ state: "refused", outcome: code });
  });

  test("hole 34: the farm's own 404 isn't final while the request may still be on its way", async () => {
    const { workflowId, domain, conclude } = await failedCreate({ kind: "cutBefore" });
    expect(await conclude()).toMatchObject({ outcome: "unknown" });
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
    expect(await operationOf(workflowId)).toMatchObject({ state: "unknown" });
  });

  test("hole 34: the farm's own 404 releases the reservation when nothing can be on its way any more", async () => {
    const { workflowId, domain, conclude } = await failedCreate({ kind: "cutBefore" });
    await services.database.operation.update({ where: { workflowId }, data: { lastSentAt: longAgo() } });
    const before = services.proxy.seen.length;
    expect(await conclude()).toMatchObject({ outcome: code });
    expect(services.proxy.seen[before]).toMatchObject({ method: "GET" });
    expect(await siteOf(domain)).toBeNull();
  });

  test("our marker confirms the row", async () => {
    const { workflowId, domain, conclude } = await failedCreate({ kind: "cutAfter" });
    expect(await conclude()).toMatchObject({ outcome: "created" });
    expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id, operationId: null });
    expect(await operationOf(workflowId)).toMatchObject({ state: "done", outcome: "created" });
  });

  test("somebody else's site in its place is the seed's \"already exists\"", async () => {
    const { domain, conclude } = await failedCreate({ kind: "cutBefore" });
    const owner = farmOwner("Somebody", "somebody", { console: "another", operation: "another" });
    await services.dependencies.farm.create(domain, owner);
    expect(await conclude()).toMatchObject({ outcome: "alreadyExists" });
    expect(await siteOf(domain)).toBeNull();
  });

  test("no answer leaves the row; the same member's next submit asks again and finds the wiki", async () => {
    const { workflowId, domain, conclude } = await failedCreate({ kind: "cutAfter" });
    services.proxy.disturb(() => bad);
    const unknown = await conclude();
    expect(unknown).toMatchObject({ outcome: "unknown" });
    expect(unknown.message).toContain("The farm hasn't said yet how this ended.");
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
    const operation = await operationOf(workflowId);
    expect(operation.quietUntil?.getTime()).toBe((operation.lastSentAt?.getTime() ?? 0) + 600_000);

    services.proxy.pass();
    const bob = await services.addUser();
    expect(await activitiesOf(services, randomUUID()).checkQuota(createInput(bob, domain))).toMatchObject({
      outcome: "alreadyExists",
    });
    const again = activitiesOf(services, randomUUID());
    const input = createInput(alice, domain);
    expect(await again.checkQuota(input)).toMatchObject({ outcome: "go" });
    expect(await again.create(input)).toMatchObject({ outcome: "created" });
    expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  });

  test("a wiki of ours that can't be secured is as good as no answer; the next submit secures it", async () => {
    const { workflowId, domain, conclude } = await failedCreate({ kind: "cutAfter" });
    await layOtherName(domain);
    services.proxy.disturb(({ method }) =>
      method === "PATCH" ? { kind: "answer", status: 403, body: "" } : undefined,
    );
    expect(await conclude()).toMatchObject({ outcome: "unknown" });
    expect(services.proxy.seen.at(-1)).toMatchObject({ method: "PATCH" });
    expect(await siteOf(domain)).toMatchObject({ state: "creating" });
    expect(await operationOf(workflowId)).toMatchObject({ state: "unknown", outcome: "unknown" });

    services.proxy.pass();
    const again = activitiesOf(services, randomUUID());
    const input = createInput(alice, domain);
    expect(await again.checkQuota(input)).toMatchObject({ outcome: "go" });
    expect(await again.create(input)).toMatchObject({ outcome: "created" });
    expect(await siteOf(domain)).toMatchObject({ state: "readonly", ownerId: alice.id });
  });

  test("a create that failed before its name was completed is known by its whole name", async () => {
    const input = createInput(alice, freshDomain());
    const bare = { ...input, domain: input.domain.slice(0, -".localhost".length) };
    const workflowId = randomUUID();
    const run = activitiesOf(services, workflowId);
    expect(await run.checkQuota(bare)).toMatchObject({ outcome: "go", domain: input.domain });
    const failed = { kind: "create", code: "databaseUnavailable", input: bare } as const;
    expect(await run.conclude(failed)).toMatchObject({ outcome: "databaseUnavailable" });
    expect(await siteOf(input.domain)).toBeNull();
  });

  test("hole 34: a final answer after an unknown one releases nothing before the farm was asked", async () => {
    const input = createInput(alice, freshDomain());
    const workflowId = randomUUID();
    await activitiesOf(services, workflowId).checkQuota(input);
    services.proxy.disturb(() => ({ kind: "cutAfter" }));
    await expect(activitiesOf(services, workflowId, 1).create(input)).rejects.toThrow();
    services.proxy.answer({ status: 401, body: "" });
    const refused = activitiesOf(services, workflowId, 2);
    await expect(refused.create(input)).rejects.toThrow();
    services.proxy.pass();
    const failed = { kind: "create", code: "authenticationFailed", input } as const;
    expect(await refused.conclude(failed)).toMatchObject({ outcome: "created" });
  });
});

describe("the last step of a delete that ended without a known outcome is one GET", () => {
  test("archived finishes it", async () => {
    const { input, conclude } = await failedDelete({ kind: "cutAfter" });
    expect(await conclude()).toMatchObject({ outcome: "deleted" });
    const archived = await services.database.archivedSite.findUnique({ where: { domain: input.domain } });
    expect(archived).toMatchObject({ ownerId: alice.id });
  });

  test("active isn't final while the request may still be on its way; then it gives the row its state back", async () => {
    const { input: early, conclude: tooEarly } = await failedDelete({ kind: "cutBefore" });
    expect(await tooEarly()).toMatchObject({ outcome: "unknown" });
    expect(await siteOf(early.domain)).toMatchObject({ state: "deleting" });

    const { workflowId, input, conclude } = await failedDelete({ kind: "cutBefore" });
    await services.database.operation.update({ where: { workflowId }, data: { lastSentAt: longAgo() } });
    expect(await siteOf(input.domain)).toMatchObject({ state: "deleting", stateBefore: "active" });
    expect(await conclude()).toMatchObject({ outcome: code });
    expect(await siteOf(input.domain)).toMatchObject({
      state: "active",
      stateBefore: null,
      operationId: null,
    });
    expect(await operationOf(workflowId)).toMatchObject({ state: "refused" });
  });

  test("no answer leaves the row; the same member's next submit asks again", async () => {
    const { input, conclude } = await failedDelete({ kind: "cutBefore" });
    services.proxy.disturb(() => bad);
    expect(await conclude()).toMatchObject({ outcome: "unknown" });
    expect(await siteOf(input.domain)).toMatchObject({ state: "deleting" });
    services.proxy.pass();
    expect(await activitiesOf(services, randomUUID()).delete(input)).toMatchObject({ outcome: "deleted" });
    expect(await siteOf(input.domain)).toBeNull();
  });
});
