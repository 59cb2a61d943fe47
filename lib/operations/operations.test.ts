import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { installConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { createInput, freshDomain } from "#worker/testing/world.ts";
import { openOperation } from "./open-operation.ts";
import { readProgress } from "./progress.ts";
import { visibleOperation } from "./queries.ts";
import { runOperation } from "./run-operation.ts";

const PATIENCE_MS = 1_500;

const stack = await syncStackForFile({ MC_PATIENCE: `${PATIENCE_MS}ms`, MC_LOG_LEVEL: "silent" });
let alice: User;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  alice = await stack.addUser("alice");
  await stack.database.user.update({ where: { id: alice.id }, data: { quota: 100 } });
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());
beforeEach(() => {
  stack.proxy.pass();
  installConfig(stack.config);
});

/** For tests of what an operation comes to, however long a busy machine takes. */
const bePatient = () => installConfig({ ...stack.config, patienceMs: 30_000 });

const request = (domain: string, id: string = randomUUID()) =>
  ({ id, kind: "create", userId: alice.id, subject: alice.ownerClaim, domain }) as const;

async function open(domain: string, id?: string) {
  const opened = await openOperation(request(domain, id));
  if (!opened.ok) throw new Error(opened.code);
  return opened.operation;
}

async function submit(id: string, domain: string) {
  return runOperation(await open(domain, id));
}

const read = (id: string) => stack.database.operation.findUniqueOrThrow({ where: { id } });
const progress = async (id: string) => readProgress(await read(id));

test("hole 12: 20 submits of one form, before, during and after: one effect, and the same answer to each", async () => {
  bePatient();
  const id = randomUUID();
  const domain = freshDomain("form");
  const early = await Promise.all(Array.from({ length: 10 }, () => submit(id, domain)));
  const late = await Promise.all(Array.from({ length: 10 }, () => submit(id, domain)));
  const site = await stack.database.site.findUniqueOrThrow({ where: { domain } });
  const output = { success: true, siteId: site.id, domain };
  for (const result of [...early, ...late]) expect(result).toEqual({ state: "finished", output });
  const posts = stack.proxy.seen.filter(({ method }) => method === "POST");
  expect(posts).toHaveLength(1);
});

test("hole 33: an id that belongs to another member's request, or to another one of this member, is refused", async () => {
  const domain = freshDomain("mine");
  const { id } = await open(domain);
  const bob = await stack.addUser("bob");
  const refused = { ok: false, code: "notYours" };
  expect(await openOperation({ ...request(domain, id), userId: bob.id, subject: "bob" })).toEqual(refused);
  expect(await openOperation(request(freshDomain("other"), id))).toEqual(refused);
  expect(await openOperation({ ...request(domain, id), kind: "delete" })).toEqual(refused);
  expect(await openOperation({ ...request(domain, id), siteId: 4711 })).toEqual(refused);
  expect(await openOperation(request(domain, "not-a-uuid"))).toEqual({ ok: false, code: "malformed" });
  expect(await openOperation(request(domain, id.toUpperCase()))).toMatchObject({ ok: true });
});

test("hole 19: an operation is seen by its owner and by administrators; text that is no id finds none", async () => {
  const { id } = await open(freshDomain("seen"));
  expect(await visibleOperation({ id: alice.id, isAdmin: false }, id)).toMatchObject({ id });
  expect(await visibleOperation({ id: alice.id + 1, isAdmin: true }, id)).toMatchObject({ id });
  expect(await visibleOperation({ id: alice.id + 1, isAdmin: false }, id)).toBeNull();
  expect(await visibleOperation({ id: alice.id, isAdmin: true }, "'; --".padEnd(36, "-"))).toBeNull();
});

test("an operation's deadline is counted by the database's clock, from `operation-wait`", async () => {
  const { createdAt, deadline } = await open(freshDomain("deadline"));
  const waitMs = deadline.getTime() - createdAt.getTime();
  expect(Math.abs(waitMs - stack.config.operationWaitMs)).toBeLessThan(100);
});

test("hole 11: a farm that hangs: the answer comes within patience and 2 s, and later what came of it", async () => {
  const barrier = Promise.withResolvers<void>();
  stack.proxy.disturb(({ method }) =>
    method === "POST" ? { kind: "holdBefore", until: barrier.promise } : undefined,
  );
  const domain = freshDomain("hangs");
  const operation = await open(domain);
  const startedAt = performance.now();
  expect(await runOperation(operation)).toEqual({ state: "running" });
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS + 2_000);
  await expect
    .poll(() => progress(operation.id), { timeout: 10_000 })
    .toMatchObject({
      state: "working",
      step: "Making the wiki on the farm",
      attempt: 1,
      maximumAttempts: 8,
    });
  barrier.resolve();
  await expect.poll(() => read(operation.id), { timeout: 20_000 }).toMatchObject({ state: "done" });
  expect(await progress(operation.id)).toEqual({ state: "ended" });
  expect(await runOperation(operation)).toMatchObject({ state: "finished", output: { success: true } });
});

test("a farm that is down: the progress names the attempt, the last error and the next try", async () => {
  stack.proxy.refuse();
  const domain = freshDomain("down");
  const operation = await open(domain);
  expect(await runOperation(operation)).toEqual({ state: "running" });
  // Between two attempts: a moment later another one may be on its way.
  await expect
    .poll(() => progress(operation.id), { timeout: 15_000 })
    .toMatchObject({
      state: "working",
      attempt: expect.toSatisfy((attempt: number) => attempt > 1),
      maximumAttempts: 8,
      lastError: expect.stringContaining("The wiki farm"),
      nextTryAt: expect.anything(),
    });
  stack.proxy.pass();
  await expect.poll(() => read(operation.id), { timeout: 20_000 }).toMatchObject({ state: "done" });
});

test("an expected failure is an answer in the member's words, also from the ledger", async () => {
  bePatient();
  const domain = freshDomain("twice");
  await submit(randomUUID(), domain);
  const id = randomUUID();
  const refused = { state: "finished", output: { success: false, errorMessage: messages.alreadyExists } };
  expect(await submit(id, domain)).toEqual(refused);
  expect(await submit(id, domain)).toEqual(refused);
});

test("hole 14: without a worker the page says so; the operation goes on when one comes", async () => {
  await stopWorker();
  const domain = freshDomain("waits");
  const operation = await open(domain);
  expect(await runOperation(operation)).toEqual({ state: "running" });
  await expect.poll(() => progress(operation.id), { timeout: 10_000 }).toEqual({ state: "waitingForWorker" });
  stopWorker = await stack.startWorker();
  await expect.poll(() => read(operation.id), { timeout: 20_000 }).toMatchObject({ state: "done" });
});

test("hole 38: a workflow that somebody terminated is shown as failed, and a resubmit hears one sentence", async () => {
  const barrier = Promise.withResolvers<void>();
  stack.proxy.disturb(() => ({ kind: "holdBefore", until: barrier.promise }));
  const domain = freshDomain("terminated");
  const operation = await open(domain);
  expect(await runOperation(operation)).toEqual({ state: "running" });
  await stack.client.workflow.getHandle(`create-${operation.id}`).terminate();
  expect(await progress(operation.id)).toEqual({ state: "failed" });
  const { supportUrl } = createInput(alice, domain);
  const output = { success: false, errorMessage: messages.unexpected(supportUrl) };
  expect(await runOperation(operation)).toEqual({ state: "finished", output });
  barrier.resolve();
});

test("hole 32: an operation that was never started ends when its deadline has passed, and isn't started any more", async () => {
  const domain = freshDomain("late");
  const operation = await open(domain);
  expect(await readProgress(operation)).toEqual({ state: "notKnown" });
  await stack.database.operation.update({ where: { id: operation.id }, data: { deadline: new Date(0) } });
  expect(await readProgress(operation)).toEqual({ state: "ended" });
  const output = { success: false, errorMessage: messages.gaveUp };
  expect(await runOperation(operation)).toEqual({ state: "finished", output });
  expect(await stack.database.site.findUnique({ where: { domain } })).toBeNull();
});
