import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WorkflowFailedError } from "@temporalio/client";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { workflowId, workflowNames } from "#lib/contracts/workflows.ts";
import { worldForFile } from "../testing/for-file.ts";
import { lookUp } from "../testing/look-up.ts";
import { createInput, freshDomain } from "../testing/world.ts";

const world = await worldForFile();
afterEach(() => world.proxy.pass());

const { create, siteOf, operationOf, requestsFor } = lookUp(() => world);

test("CreateFedWikiSiteWorkflow makes the site and records it; owner.json is the seed's, with our marker", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  const result = await create(alice, domain);

  const site = await siteOf(domain);
  expect(result).toEqual({ success: true, siteId: site?.id, domain });
  expect(site).toMatchObject({
    ownerId: alice.id,
    ownerSource: "person",
    state: "active",
    operationId: null,
  });
  expect(site).toMatchObject({ farmSubject: alice.ownerClaim, farmStatus: "active" });
  const { uuid } = await world.database.console.findFirstOrThrow();
  const owner = await readFile(join(world.farm.sitesDir, domain, "status/owner.json"), "utf8");
  expect(JSON.parse(owner)).toEqual({
    name: alice.name,
    oauth2: { id: alice.ownerClaim, username: alice.name },
    memberConsole: { console: uuid, operation: (await operationOf(domain)).id },
  });
});

test("a workflow that was started without a row gets one, which ends with it and is audited", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  const handle = await world.create(alice, domain);
  const { siteId } = await handle.result();

  const operation = await operationOf(domain);
  expect(operation).toMatchObject({ kind: "create", userId: alice.id, subject: alice.ownerClaim, siteId });
  expect(operation).toMatchObject({ workflowId: handle.workflowId, state: "done", outcome: "created" });
  const waitMs = operation.deadline.getTime() - operation.createdAt.getTime();
  expect(Math.abs(waitMs - world.dependencies.config.operationWaitMs)).toBeLessThan(1_000);
  const audit = await world.database.auditEvent.findMany({ where: { operationId: operation.id } });
  expect(audit).toMatchObject([{ actorId: alice.id, action: "create", domain, outcome: "created" }]);
});

test("a workflow that was started for an operation's row ends that row", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  const { id } = await world.database.operation.create({
    data: { kind: "create", userId: alice.id, domain, deadline: new Date(Date.now() + 300_000) },
  });
  const underItsName = workflowId("create", id);
  await world.database.operation.update({ where: { id }, data: { workflowId: underItsName } });
  await world.client.workflow.execute(workflowNames.create, {
    taskQueue: world.dependencies.config.temporalTaskQueue,
    workflowId: underItsName,
    args: [createInput(alice, domain)],
  });
  expect(await operationOf(domain)).toMatchObject({ id, state: "done", outcome: "created" });
});

test("a name without a dot goes below the configured domain; another spelling is the same name", async () => {
  const alice = await world.addUser();
  const domain = freshDomain("notes");
  const bare = domain.slice(0, -".localhost".length);
  expect(await create(alice, bare)).toMatchObject({ success: true, domain });
  expect(await siteOf(domain)).toMatchObject({ ownerId: alice.id, state: "active" });
  expect(await world.dependencies.farm.get(domain)).toMatchObject({ domain, status: "active" });
  expect(await create(alice, domain.toUpperCase())).toEqual({
    success: false,
    errorMessage: "A site with this name already exists. Please choose a different name.",
  });
});

test.each([
  ["../x", '"/" can\'t stand in a name. Use letters, digits and hyphens.'],
  ["www.localhost", 'Leave out "www.": the farm takes it away from every address.'],
  ["notes.example.org", "notes.example.org doesn't end in .localhost. Type a name without a dot."],
])(
  "hole 18: a workflow that was started for %s is refused with the reason, and the farm hears nothing",
  async (name, errorMessage) => {
    const alice = await world.addUser();
    const seen = world.proxy.seen.length;
    expect(await create(alice, name)).toEqual({ success: false, errorMessage });
    expect(world.proxy.seen).toHaveLength(seen);
    expect(await siteOf(name)).toBeNull();
    expect(await operationOf(name)).toMatchObject({
      userId: alice.id,
      state: "refused",
      outcome: "unusableName",
      message: errorMessage,
    });
  },
);

test('a name that is taken is refused with the seed\'s "already exists", to its owner and to others', async () => {
  const [alice, bob] = [await world.addUser(), await world.addUser()];
  const domain = freshDomain();
  await create(alice, domain);
  for (const member of [alice, bob]) {
    expect(await create(member, domain)).toEqual({
      success: false,
      errorMessage: "A site with this name already exists. Please choose a different name.",
    });
  }
  expect(await siteOf(domain)).toMatchObject({ ownerId: alice.id, state: "active" });
});

test("CheckQuotaActivity refuses before the farm is asked, in words that fit the number", async () => {
  const member = await world.addUser({ quota: 1 });
  await create(member, freshDomain());
  const sent = requestsFor("POST");
  const domain = freshDomain();
  expect(await create(member, domain)).toEqual({
    success: false,
    errorMessage: "You already have the one wiki that you may have. Delete it before you create another.",
  });
  expect(requestsFor("POST")).toBe(sent);
  expect(await operationOf(domain)).toMatchObject({ state: "refused", outcome: "quotaExceeded" });
});

test('"FedWiki API Activities" have the seed\'s options, as the history recorded them', async () => {
  const handle = await world.create(await world.addUser(), freshDomain());
  await handle.result();
  const { events } = await handle.fetchHistory();
  const scheduled = events?.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
  expect(scheduled?.map(({ activityType }) => activityType?.name)).toEqual(["createFedWikiSiteActivity"]);
  const [options] = scheduled ?? [];
  expect(Number(options?.startToCloseTimeout?.seconds)).toBe(5 * 60);
  const retry = options?.retryPolicy;
  expect(Number(retry?.initialInterval?.seconds)).toBe(1);
  expect(Number(retry?.maximumInterval?.seconds)).toBe(5 * 60);
  expect(retry).toMatchObject({ backoffCoefficient: 2, maximumAttempts: 8 });
  expect(retry?.nonRetryableErrorTypes).toEqual(["FarmManagerAPIError"]);
});

const attemptLine = z.object({ activityType: z.string(), time: z.number() });

test('"Local Database Activities" have the seed\'s options: three attempts, after one and two seconds', async () => {
  const before = world.logged.length;
  await world.database.$executeRaw`alter function reserve_site rename to reserve_site_away`;
  try {
    const failure = await create(await world.addUser(), freshDomain()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
  } finally {
    await world.database.$executeRaw`alter function reserve_site_away rename to reserve_site`;
  }
  const attempts = world.logged
    .slice(before)
    .map((line) => attemptLine.safeParse(JSON.parse(line)).data)
    .filter((line) => line?.activityType === "checkQuotaActivity");
  const times = attempts.map((attempt) => attempt?.time ?? 0);
  expect(times).toHaveLength(3);
  const [first = 0, second = 0, third = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(950);
  expect(second - first).toBeLessThan(1_900);
  expect(third - second).toBeGreaterThanOrEqual(1_950);
});
