import { mkdir, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";
import { WorkflowFailedError } from "@temporalio/client";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { farmOwner } from "#lib/contracts/owner.ts";
import { workflowId, workflowNames } from "#lib/contracts/workflows.ts";
import { createInput, freshDomain, SUPPORT_URL, startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.proxy.pass());
afterAll(() => world?.stop());

const create = async (...args: Parameters<World["create"]>) => (await world.create(...args)).result();
const siteOf = (domain: string) => world.database.site.findUnique({ where: { domain } });
const operationOf = (domain: string) =>
  world.database.operation.findFirstOrThrow({ where: { domain }, orderBy: { createdAt: "desc" } });
const requestsFor = (method: string) =>
  world.proxy.seen.filter((request) => request.method === method).length;

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

test("CheckQuotaActivity refuses before the farm is asked, and names the number", async () => {
  const member = await world.addUser({ quota: 1 });
  await create(member, freshDomain());
  const sent = requestsFor("POST");
  const domain = freshDomain();
  expect(await create(member, domain)).toEqual({
    success: false,
    errorMessage: "You have used all 1 of your wikis. Delete one before you create another.",
  });
  expect(requestsFor("POST")).toBe(sent);
  expect(await operationOf(domain)).toMatchObject({ state: "refused", outcome: "quotaExceeded" });
});

test.each([
  [401, `Authentication failed. Please contact support. ${SUPPORT_URL}`, "authenticationFailed"],
  [403, "You don't have permission to perform this action.", "permissionDenied"],
  [409, "A site with this name already exists. Please choose a different name.", "alreadyExists"],
])(
  "the farm answers %i: the seed's sentence after one request, and the reservation is given back",
  async (status, errorMessage, outcome) => {
    const alice = await world.addUser();
    const domain = freshDomain();
    const sent = requestsFor("POST");
    world.proxy.disturb(({ method }) =>
      method === "POST" ? { kind: "answer", status, body: "" } : undefined,
    );
    expect(await create(alice, domain)).toEqual({ success: false, errorMessage });

    expect(requestsFor("POST")).toBe(sent + 1);
    expect(await siteOf(domain)).toBeNull();
    expect(await operationOf(domain)).toMatchObject({ state: "refused", outcome, message: errorMessage });
    const refusals = world.logged.filter((line) => line.includes("the farm refused the console's token"));
    expect(refusals.some((line) => line.includes(`"status":${status}`))).toBe(status !== 409);
  },
);

test("the farm answers 400: our own bug is final, and fails the workflow", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  world.proxy.answer({ status: 400, body: { error: "Domain and owner are required" } });
  const failure = await create(alice, domain).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WorkflowFailedError);
  expect(await siteOf(domain)).toBeNull();
  expect(await operationOf(domain)).toMatchObject({ state: "refused", outcome: "unexpected" });
});

test("hole 1: the answer is lost, the next attempt meets our own 409 and knows the wiki by its marker", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  let lost = 0;
  world.proxy.disturb(({ method }) => (method === "POST" && lost++ === 0 ? { kind: "cutAfter" } : undefined));
  expect(await create(alice, domain)).toMatchObject({ success: true, domain });
  expect(lost).toBe(2);
  expect(await siteOf(domain)).toMatchObject({ ownerId: alice.id, state: "active" });
});

test("somebody else's site on the farm, unknown to the console, is left as it is", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  const marker = { console: "another", operation: "another" };
  await world.dependencies.farm.create(domain, farmOwner("Somebody", "somebody", marker));
  expect(await create(alice, domain)).toMatchObject({
    errorMessage: "A site with this name already exists. Please choose a different name.",
  });
  expect(await siteOf(domain)).toBeNull();
  expect(await world.dependencies.farm.get(domain)).toMatchObject({
    status: "active",
    owner: { name: "Somebody" },
  });
});

test("hole 25: a wiki that runs without its owner is made read-only, and its member is told", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  // What a visitor in the wrong moment leaves behind: the farm runs the site, and owner.json comes later.
  world.proxy.disturb(({ method }) =>
    method === "POST" ? { kind: "holdBefore", until: startUnowned(domain) } : undefined,
  );
  expect(await create(alice, domain)).toMatchObject({ success: true });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", farmStatus: "readonly" });
  expect((await operationOf(domain)).message).toContain("being secured");
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

test("hole 22: nothing of a farm's body, and no token, is in a history, a log line or a row", async () => {
  const canary = "canary-in-a-body";
  const alice = await world.addUser();
  const domain = freshDomain();
  let answered = 0;
  world.proxy.disturb(({ method }) =>
    method === "POST" && answered++ === 0
      ? { kind: "answer", status: 500, body: { error: canary } }
      : undefined,
  );
  const handle = await world.create(alice, domain);
  expect(await handle.result()).toMatchObject({ success: true });
  world.proxy.answer({ status: 401, body: canary });
  const refused = await world.create(alice, freshDomain());
  await refused.result();

  const texts = [
    ...(await Promise.all([handle, refused].map(async (each) => readable(await each.fetchHistory())))),
    ...world.logged,
    JSON.stringify(await world.database.operation.findMany()),
  ];
  for (const text of texts) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(world.farm.token);
  }
});

test("a cancelled create ends its attempt, asks the farm how it ended and gives back the reservation", async () => {
  const domain = freshDomain();
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  world.proxy.disturb(({ method }) => {
    if (method !== "POST") return undefined;
    asked.resolve();
    return { kind: "holdBefore", until: gate.promise };
  });
  const handle = await world.create(await world.addUser(), domain);
  await asked.promise;
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
  expect((await handle.describe()).status.name).toBe("CANCELLED");
  expect(await siteOf(domain)).toBeNull();
  expect(await operationOf(domain)).toMatchObject({ state: "refused" });
  expect(world.proxy.seen.at(-1)).toMatchObject({ method: "GET" });
  gate.reject(new Error("the request never arrives"));
});

/** Payloads are bytes in a history. */
function readable(history: object): string {
  return JSON.stringify(history, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value,
  );
}

/** Runs the site without an owner, as a visit does that comes between the folder and its owner.json. */
async function startUnowned(domain: string): Promise<void> {
  const folder = join(world.farm.sitesDir, domain);
  await mkdir(join(folder, "status"), { recursive: true });
  await expect.poll(() => visit(domain)).toBe(200);
  await rm(folder, { recursive: true });
}

function visit(domain: string): Promise<number | undefined> {
  const { port } = new URL(world.farm.url);
  const headers = { host: `${domain}:${port}` };
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path: "/view/welcome-visitors", headers }, (response) =>
        resolve(response.resume().statusCode),
      )
      .on("error", reject);
  });
}
