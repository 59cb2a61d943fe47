import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { installConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import type { StartedKind } from "#lib/contracts/workflows.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { activitiesOf } from "#worker/testing/run-activity.ts";
import { createInConsole, deleteInConsole } from "#worker/testing/sync/console.ts";
import { createInput, freshDomain } from "#worker/testing/world.ts";
import { type OperationRequest, openOperation } from "./open-operation.ts";
import { runOperation } from "./run-operation.ts";

const stack = await syncStackForFile({ MC_LOG_LEVEL: "silent" });
const live = freshDomain("live");
const archived = freshDomain("archived");
let alice: User;
beforeAll(async () => {
  alice = await stack.addUser("alice");
  const stopWorker = await stack.startWorker();
  for (const domain of [live, archived]) await createInConsole(stack, alice, domain);
  await deleteInConsole(stack, alice, archived);
  await stopWorker();
  installConfig({ ...stack.config, patienceMs: 1_000, operationWaitMs: 5_000 });
});

async function open(kind: StartedKind, domain: string, named: Partial<OperationRequest> = {}) {
  const { id: userId, ownerClaim: subject } = alice;
  const opened = await openOperation({ id: randomUUID(), kind, userId, subject, domain, ...named });
  if (!opened.ok) throw new Error(opened.code);
  return opened.operation;
}

/** Submits it while no worker polls, lets its time pass by the database's clock, and has a worker come then. */
async function runTooLate(operation: Awaited<ReturnType<typeof open>>) {
  expect(await runOperation(operation)).toEqual({ state: "running" });
  const workflow = stack.client.workflow.getHandle(operation.workflowId ?? "");
  const { executionConfig } = (await workflow.describe()).raw;
  const seconds = (duration?: { seconds?: unknown } | null) => Number(duration?.seconds ?? 0);
  expect(seconds(executionConfig?.workflowExecutionTimeout)).toBe(0);
  expect(seconds(executionConfig?.workflowRunTimeout)).toBe(0);
  const isOverdue = async () => {
    const [row] = await stack.database.$queryRaw<{ overdue: boolean }[]>`
      select deadline < clock_timestamp() as overdue from operation where id = ${operation.id}::uuid`;
    return row?.overdue;
  };
  await expect.poll(isOverdue, { timeout: 10_000 }).toBe(true);
  stack.proxy.seen.length = 0;
  const stopWorker = await stack.startWorker();
  try {
    expect(await workflow.result()).toEqual({ success: false, errorMessage: messages.gaveUp });
  } finally {
    await stopWorker();
  }
  const where = { id: operation.id };
  expect(await stack.database.operation.findUnique({ where })).toMatchObject({ state: "gaveUp" });
  expect(stack.proxy.seen.filter(({ method }) => method !== "GET")).toEqual([]);
}

test("hole 32: a create that no worker takes in time makes nothing, and its reservation is given back", async () => {
  await stack.database.user.update({ where: { id: alice.id }, data: { quota: 2 } });
  const domain = freshDomain("late");
  const operation = await open("create", domain);
  // The worker before died when it had reserved the name, and before Temporal heard of it.
  const { checkQuota } = activitiesOf(stack, operation.workflowId ?? "");
  expect(await checkQuota(createInput(alice, domain))).toMatchObject({ outcome: "go" });
  expect(await stack.database.site.findUnique({ where: { domain } })).toMatchObject({ state: "creating" });
  await runTooLate(operation);
  expect(await stack.database.site.findUnique({ where: { domain } })).toBeNull();
  expect(await stack.direct.get(domain)).toBe("absent");
  const stopWorker = await stack.startWorker();
  expect(await createInConsole(stack, alice, domain)).toMatchObject({ success: true });
  await stopWorker();
});

test("holes 14 and 32: a delete that no worker takes in time leaves the wiki as it is", async () => {
  const { id: siteId } = await stack.database.site.findUniqueOrThrow({ where: { domain: live } });
  await runTooLate(await open("delete", live, { siteId }));
  expect(await stack.database.site.findUnique({ where: { domain: live } })).toMatchObject({
    state: "active",
  });
});

test("holes 14 and 32: a restore that no worker takes in time leaves the wiki where it is", async () => {
  const where = { domain: archived };
  const { id: archivedSiteId } = await stack.database.archivedSite.findUniqueOrThrow({ where });
  await runTooLate(await open("restore", archived, { archivedSiteId }));
  expect(await stack.database.site.findUnique({ where })).toBeNull();
  expect(await stack.database.archivedSite.findUnique({ where })).not.toBeNull();
});
