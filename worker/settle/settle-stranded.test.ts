import { randomUUID } from "node:crypto";
import { WorkflowNotFoundError } from "@temporalio/client";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { settleWorkflowId, workflowId } from "#lib/contracts/workflows.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { type OperationRequest, openOperation } from "#lib/operations/open-operation.ts";
import { readProgress } from "#lib/operations/progress.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { freshDomain } from "../testing/world.ts";
import { settleStranded } from "./settle-stranded.ts";

const stack = await syncStackForFile({
  MC_PATIENCE: "1s",
  MC_LOG_LEVEL: "silent",
  MC_FEDWIKI_SITE_QUOTA: "100",
});
let alice: User;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  alice = await stack.addUser("alice");
  stopWorker = await stack.startWorker();
});
afterEach(() => stack.proxy.pass());
afterAll(() => stopWorker?.());

const read = (id: string) => stack.database.operation.findUniqueOrThrow({ where: { id } });
const siteOf = (domain: string) => stack.database.site.findUnique({ where: { domain } });
const sweep = () => settleStranded({ ...stack.dependencies, client: stack.client });

/** As the page does it; comes back when patience ends. */
async function submit(domain = freshDomain()) {
  const id = randomUUID();
  const asked = { id, kind: "create", userId: alice.id, subject: alice.ownerClaim, domain } as const;
  const opened = await openOperation(asked);
  if (!opened.ok) throw new Error(opened.code);
  await runOperation(opened.operation);
  return { id, domain };
}

/** The farm carries the create out and its answer is lost; whatever else it is asked, it refuses or says nothing. */
function loseTheAnswer(): void {
  let posts = 0;
  stack.proxy.disturb(({ method }) => {
    if (method !== "POST") return { kind: "cutBefore" };
    posts += 1;
    return posts === 1 ? { kind: "cutAfter" } : { kind: "answer", status: 401, body: "" };
  });
}

test("hole 38: the sync is off, the answer is lost, the farm comes back: settled, and the page is true all the while", async () => {
  loseTheAnswer();
  const { id, domain } = await submit();
  await expect.poll(() => read(id), { timeout: 20_000 }).toMatchObject({ state: "unknown" });
  expect((await read(id)).message).toContain("the console goes on asking");
  expect(await readProgress(await read(id))).toEqual({ state: "ended" });
  expect(await siteOf(domain)).toMatchObject({ state: "creating" });

  stack.proxy.pass();
  await expect.poll(() => read(id), { timeout: 30_000 }).toMatchObject({ state: "done", outcome: "created" });
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  expect(await stack.database.syncRun.count()).toBe(0);
});

/** Sweeps until the operation is as old as it takes, and then until it has ended. */
async function sweepUntilEnded(id: string): Promise<void> {
  const state = async () => {
    await sweep();
    return (await read(id)).state;
  };
  await expect.poll(state, { timeout: 40_000, interval: 500 }).toBe("done");
}

test("hole 38: somebody terminates a workflow whose request got through: a sweep has the operation settled", async () => {
  stack.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : { kind: "cutBefore" }));
  const { id, domain } = await submit();
  await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ state: "sent" });
  await stack.client.workflow.getHandle(`create-${id}`).terminate();
  expect(await readProgress(await read(id))).toEqual({ state: "failed" });
  stack.proxy.pass();
  await sweepUntilEnded(id);
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
});

test("hole 38: the settling itself is terminated: the next sweep begins it again", async () => {
  loseTheAnswer();
  const { id } = await submit();
  const handle = stack.client.workflow.getHandle(settleWorkflowId(id));
  await expect
    .poll(
      () =>
        handle.terminate().then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  stack.proxy.pass();
  await sweepUntilEnded(id);
});

/** An operation that was accepted a minute ago by a web process that is gone. */
async function accepted(request: Omit<OperationRequest, "id" | "userId" | "subject">): Promise<string> {
  const id = randomUUID();
  const opened = await openOperation({ ...request, id, userId: alice.id, subject: alice.ownerClaim });
  if (!opened.ok) throw new Error(opened.code);
  await stack.database.operation.update({ where: { id }, data: { createdAt: minuteAgo() } });
  return id;
}

const minuteAgo = () => new Date(Date.now() - 60_000);

test("hole 24: a web process that Temporal didn't answer is gone: a sweep starts what it accepted", async () => {
  const domain = freshDomain("accepted");
  const carriedOut = async (request: Parameters<typeof accepted>[0]) => {
    const id = await accepted(request);
    await sweep();
    await expect.poll(() => read(id), { timeout: 20_000 }).toMatchObject({ state: "done" });
  };
  await carriedOut({ kind: "create", domain });
  const site = await siteOf(domain);
  expect(site).toMatchObject({ state: "active", ownerId: alice.id, isCustomDomain: false });
  expect(await stack.dependencies.farm.get(domain)).toMatchObject({
    owner: { name: alice.username, subject: alice.ownerClaim },
  });
  await carriedOut({ kind: "delete", domain, siteId: site?.id });
  const archived = await stack.database.archivedSite.findUniqueOrThrow({ where: { domain } });
  await carriedOut({ kind: "restore", domain, archivedSiteId: archived.id });
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  await stack.database.user.update({ where: { id: alice.id }, data: { isAdmin: true } });
  await carriedOut({ kind: "preview" });
});

test("hole 24: Temporal loses a workflow that has sent: a sweep has the operation settled, and nothing is sent again", async () => {
  stack.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : { kind: "cutBefore" }));
  const { id, domain } = await submit();
  await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ state: "sent" });
  const { workflowService } = stack.client;
  const workflowExecution = { workflowId: workflowId("create", id) };
  const { namespace } = stack.client.options;
  await workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  const handle = stack.client.workflow.getHandle(workflowExecution.workflowId);
  const lookedUp = () => handle.describe().catch((error: unknown) => error);
  await expect.poll(lookedUp, { timeout: 20_000 }).toBeInstanceOf(WorkflowNotFoundError);
  const sent = stack.proxy.seen.length;
  stack.proxy.pass();
  await sweepUntilEnded(id);
  expect(await siteOf(domain)).toMatchObject({ state: "active", ownerId: alice.id });
  expect(stack.proxy.seen.slice(sent).filter(({ method }) => method === "POST")).toEqual([]);
});

test("a sweep leaves alone what its workflow carries on, and what its web process may be about to start", async () => {
  const barrier = Promise.withResolvers<void>();
  stack.proxy.disturb(() => ({ kind: "holdBefore", until: barrier.promise }));
  const { id } = await submit();
  const young = await accepted({ kind: "create", domain: freshDomain() });
  await stack.database.operation.update({ where: { id }, data: { createdAt: minuteAgo() } });
  await stack.database.operation.update({ where: { id: young }, data: { createdAt: new Date() } });
  await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ state: "sent" });
  await sweep();
  expect(await read(id)).toMatchObject({ state: "sent", endedAt: null });
  for (const workflow of [settleWorkflowId(id), settleWorkflowId(young), workflowId("create", young)]) {
    await expect(stack.client.workflow.getHandle(workflow).describe()).rejects.toThrow("not found");
  }
  barrier.resolve();
  await expect.poll(() => read(id), { timeout: 20_000 }).toMatchObject({ state: "done" });
});
