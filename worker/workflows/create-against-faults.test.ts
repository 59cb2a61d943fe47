import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { WorkflowFailedError } from "@temporalio/client";
import { afterEach, expect, test } from "vitest";
import { farmOwner } from "#lib/contracts/owner.ts";
import { worldForFile } from "../testing/for-file.ts";
import { laySite } from "../testing/lay-site.ts";
import { lookUp } from "../testing/look-up.ts";
import { readable } from "../testing/readable.ts";
import { leaveUnowned } from "../testing/unowned-site.ts";
import { freshDomain, SUPPORT_URL } from "../testing/world.ts";

const world = await worldForFile();
afterEach(() => world.proxy.pass());

const { create, siteOf, operationOf, requestsFor } = lookUp(() => world);

test.each([
  [401, `Authentication failed. Please contact support. ${SUPPORT_URL}`, "authenticationFailed"],
  [403, "You don't have permission to perform this action.", "permissionDenied"],
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
    expect(refusals.some((line) => line.includes(`"status":${status}`))).toBe(true);
  },
);

test("the farm answers 409 for a name that it has no site of: the seed's sentence, after one more look", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  const sent = requestsFor("POST");
  world.proxy.disturb(({ method }) =>
    method === "POST" ? { kind: "answer", status: 409, body: "" } : undefined,
  );
  const errorMessage = "A site with this name already exists. Please choose a different name.";
  expect(await create(alice, domain)).toEqual({ success: false, errorMessage });
  expect(requestsFor("POST")).toBe(sent + 2);
  expect(await siteOf(domain)).toBeNull();
  expect(await operationOf(domain)).toMatchObject({ state: "refused", outcome: "inconsistent" });
});

test("holes 3, 34 and 40: the farm is still making somebody else's site: the create waits at a barrier until it is theirs", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  await mkdir(join(world.farm.sitesDir, domain));
  let posts = 0;
  const finished = Promise.withResolvers<void>();
  world.proxy.disturb(({ method }) => {
    if (method !== "POST") return undefined;
    posts += 1;
    if (posts === 1) return undefined;
    const owner = { name: "Somebody", subject: "somebody" };
    laySite(world.farm, domain, { owner }).then(finished.resolve, finished.reject);
    return { kind: "holdBefore", until: finished.promise };
  });
  expect(await create(alice, domain)).toMatchObject({ success: false });
  expect(posts).toBe(2);
  expect(await siteOf(domain)).toBeNull();
  expect(await operationOf(domain)).toMatchObject({ state: "refused", outcome: "alreadyExists" });
  expect(await world.database.syncFinding.count({ where: { domain } })).toBe(0);
});

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
    method === "POST" ? { kind: "holdBefore", until: leaveUnowned(world.farm, domain) } : undefined,
  );
  expect(await create(alice, domain)).toMatchObject({ success: true });
  expect(await siteOf(domain)).toMatchObject({ state: "readonly", farmStatus: "readonly" });
  expect((await operationOf(domain)).message).toContain("being secured");
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

test("a cancelled create ends its attempt and asks the farm; while its request may still arrive, it keeps the name", async () => {
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
  expect(await siteOf(domain)).toMatchObject({ state: "creating" });
  expect(await operationOf(domain)).toMatchObject({ state: "unknown" });
  expect(world.proxy.seen.at(-1)).toMatchObject({ method: "GET" });
  gate.reject(new Error("the request never arrives"));
});
