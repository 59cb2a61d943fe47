import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import { type PreviewSyncWorkflow, workflowId, workflowNames } from "#lib/contracts/workflows.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { openOperation } from "#lib/operations/open-operation.ts";
import { lastPreview } from "#lib/sync-overview.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { eraseOnFarm, makeOnFarm } from "../testing/sync/farm-sites.ts";
import { runSync } from "../testing/sync/run-sync.ts";
import { SUPPORT_URL } from "../testing/world.ts";

/** By when a run has to claim a sync that waits. */
const inAMinute = () => new Date(Date.now() + 60_000);

const stack = await syncStackForFile();
let admin: User;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  admin = await stack.database.user.update({ where: { id: stack.admin.id }, data: { isAdmin: true } });
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());
beforeEach(() => stack.proxy.pass());

const viewer = { isAdmin: true };

/** As the page's button does it. */
async function preview(user: User, defaultUserId = 1) {
  const request = { id: randomUUID(), kind: "preview", userId: user.id, subject: user.ownerClaim } as const;
  expect(await openOperation(request)).toMatchObject({ ok: true });
  return stack.client.workflow.execute<PreviewSyncWorkflow>(workflowNames.preview, {
    workflowId: workflowId("preview", request.id),
    taskQueue: stack.config.temporalTaskQueue,
    args: [{ defaultUserId, supportUrl: SUPPORT_URL }],
  });
}

async function lines(): Promise<string[]> {
  const shown = await lastPreview(viewer, { limit: 1_000 });
  return shown?.lines.rows.map(({ change, domain }) => `${change} ${domain}`) ?? [];
}

/** Everything that a sync may write. */
function everything() {
  const { site, archivedSite, tombstone, syncFinding, syncRun, farmListing } = stack.database;
  const byDomain = { orderBy: { domain: "asc" } } as const;
  return Promise.all([
    site.findMany(byDomain),
    archivedSite.findMany(byDomain),
    tombstone.findMany(byDomain),
    syncFinding.findMany(byDomain),
    syncRun.findMany(),
    farmListing.findMany(),
  ]);
}

test("a preview shows each change with its reason, changes nothing, and the sync then does just that", async () => {
  for (const name of ["a", "b", "c", "d", "e", "erased", "archived", "readonly", "back"]) {
    await makeOnFarm(stack, `${name}.localhost`, "alice");
  }
  await runSync(stack);
  await stack.direct.archive("back.localhost");
  await runSync(stack);

  await eraseOnFarm(stack.farm, "erased.localhost");
  await stack.direct.archive("archived.localhost");
  await stack.direct.setStatus("readonly.localhost", "readonly");
  await writeFile(join(stack.farm.sitesDir, "back.localhost", "status.json"), '{"status":"active"}');
  await makeOnFarm(stack, "new.localhost", "dana");
  await stack.addUser("dana");
  const waiting = await stack.database.operation.create({
    data: { kind: "sync", trigger: "button", deadline: inAMinute() },
  });

  const before = await everything();
  expect(await preview(admin)).toEqual({ success: true });
  expect(await everything()).toEqual(before);
  expect(await stack.database.operation.findUnique({ where: { id: waiting.id } })).toEqual(waiting);
  expect(await lines()).toEqual([
    "sync-added new.localhost",
    "sync-archived archived.localhost",
    "sync-readonly readonly.localhost",
    "sync-removed erased.localhost",
    "sync-returned back.localhost",
  ]);
  const shown = await lastPreview(viewer, { limit: 2, skip: 1 });
  expect(shown).toMatchObject({
    operation: {
      state: "done",
      message: "A sync would add 1, bring back 1, remove 1, note 1 as archived, note 1 as read-only.",
    },
    lines: { total: 5, rows: [{ reason: "The farm has archived it." }, { domain: "readonly.localhost" }] },
  });
  expect(await lastPreview({ isAdmin: false }, { limit: 2 })).toBeNull();

  await runSync(stack);
  const { runId } = await stack.database.syncRun.findFirstOrThrow({ orderBy: { id: "desc" } });
  const done = await stack.database.auditEvent.findMany({
    where: { runId },
    orderBy: [{ action: "asc" }, { domain: "asc" }],
  });
  expect(done.map(({ action, domain }) => `${action} ${domain}`)).toEqual(await lines());
});

test("a preview of nothing says so", async () => {
  await runSync(stack);
  await preview(admin);
  expect(await lines()).toEqual([]);
  expect((await lastPreview(viewer, { limit: 1 }))?.operation.message).toBe("A sync would change nothing.");
});

test("a preview shows what a guard would refuse, and why", async () => {
  const before = (await stack.database.site.findMany()).map(({ domain }) => domain).sort();
  for (const name of before) await eraseOnFarm(stack.farm, name);
  expect(await preview(admin)).toEqual({ success: true });
  expect(await lines()).toEqual(before.map((name) => `refused-gone ${name}`));
  expect((await lastPreview(viewer, { limit: 1 }))?.operation).toMatchObject({
    state: "done",
    message: expect.stringMatching(/^A sync would be refused\. .* lacks every wiki/),
  });
  expect(await stack.database.site.count()).toBe(before.length);
  await stack.database.site.deleteMany();
});

test("a preview is an administrator's alone, and says what a sync's configuration lacks", async () => {
  const member = await stack.addUser("member");
  expect(await preview(member)).toEqual({ success: false, errorMessage: messages.permissionDenied });
  expect(await preview(admin, 4711)).toEqual({ success: true });
  expect((await lastPreview(viewer, { limit: 1 }))?.operation.message).toBe(
    `A sync would be refused. ${messages.defaultUserMissing(4711)}`,
  );
});

test("a preview that the farm doesn't let in fails in the seed's words, and its listing goes with the next one", async () => {
  stack.proxy.answer({ status: 401, body: {} });
  const output = await preview(admin);
  expect(output).toEqual({ success: false, errorMessage: messages.authenticationFailed(SUPPORT_URL) });
  expect((await lastPreview(viewer, { limit: 1 }))?.operation).toMatchObject({ state: "refused" });
  stack.proxy.pass();
  await preview(admin);
  expect(await stack.database.farmListing.count({ where: { workflowId: { startsWith: "preview-" } } })).toBe(
    0,
  );
});
