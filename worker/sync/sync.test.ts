import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SyncFedWikiSitesWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { eraseOnFarm, makeOnFarm } from "../testing/sync/farm-sites.ts";
import { runSync } from "../testing/sync/run-sync.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());

const find = (domain: string) => stack.database.site.findUnique({ where: { domain } });

test("seed, sync logic: a site on the farm but not in the database is added with the default user", async () => {
  await makeOnFarm(stack, "imported.localhost", "somebody-else");
  const output = await runSync(stack);
  expect(output).toMatchObject({ success: true, sitesFound: 2, sitesAdded: 1, sitesRemoved: 0 });
  expect(new Date(output.syncTimestamp).toISOString()).toBe(output.syncTimestamp);
  expect(await find("imported.localhost")).toMatchObject({
    ownerId: stack.admin.id,
    ownerSource: "default",
    state: "active",
    farmSubject: "somebody-else",
    isCustomDomain: false,
  });
});

test("an added site belongs to the user whose owner claim the farm names", async () => {
  const alice = await stack.addUser("alice");
  await makeOnFarm(stack, "alices.localhost", "alice");
  await runSync(stack);
  expect(await find("alices.localhost")).toMatchObject({ ownerId: alice.id, ownerSource: "farm" });
});

test("a site that stood with the default user goes to its owner once that person is known; no other does", async () => {
  await makeOnFarm(stack, "dana-waits.localhost", "dana");
  await makeOnFarm(stack, "given-away.localhost", "dana");
  await runSync(stack);
  const bob = await stack.addUser("bob");
  const given = { ownerId: bob.id, ownerSource: "person" } as const;
  await stack.database.site.update({ where: { domain: "given-away.localhost" }, data: given });
  const dana = await stack.addUser("dana");
  await runSync(stack);
  expect(await find("dana-waits.localhost")).toMatchObject({ ownerId: dana.id, ownerSource: "farm" });
  expect(await find("given-away.localhost")).toMatchObject(given);
});

test("seed, sync logic: a site in both gets a new updated_at, and what the farm says of it", async () => {
  await makeOnFarm(stack, "touched.localhost", "somebody");
  await runSync(stack);
  const before = await find("touched.localhost");
  await mkdir(join(stack.farm.sitesDir, "touched.localhost", "pages"));
  await writeFile(join(stack.farm.sitesDir, "touched.localhost", "pages", "welcome-visitors"), "{}");
  expect(await runSync(stack)).toMatchObject({ sitesAdded: 0, sitesRemoved: 0 });
  const after = await find("touched.localhost");
  expect(after).toMatchObject({ id: before?.id, createdAt: before?.createdAt, pages: 1 });
  expect(after?.updatedAt.getTime()).toBeGreaterThan(before?.updatedAt.getTime() ?? Infinity);
});

test("seed, sync logic: a site that is inactive on the farm is removed and kept as archived", async () => {
  await makeOnFarm(stack, "archived.localhost", "alice");
  await runSync(stack);
  await stack.direct.archive("archived.localhost");
  expect(await runSync(stack)).toMatchObject({ sitesAdded: 0, sitesRemoved: 1 });
  expect(await find("archived.localhost")).toBeNull();
  const where = { domain: "archived.localhost" };
  expect(await stack.database.archivedSite.findUnique({ where })).toMatchObject({
    archivedById: null,
    stateBefore: "active",
    ownerSource: "farm",
  });
});

test("hole 36: a wiki that is active again on the farm comes back", async () => {
  await makeOnFarm(stack, "again.localhost", "alice");
  await runSync(stack);
  await stack.direct.archive("again.localhost");
  await runSync(stack);
  await writeFile(join(stack.farm.sitesDir, "again.localhost", "status.json"), '{"status":"active"}');
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0 });
  expect(await find("again.localhost")).toMatchObject({
    state: "active",
    ownerSource: "farm",
    returnedAt: expect.any(Date),
  });
  expect(await stack.database.archivedSite.findUnique({ where: { domain: "again.localhost" } })).toBeNull();
});

test("seed, sync logic: a site that isn't on the farm is asked for and then removed", async () => {
  await makeOnFarm(stack, "erased.localhost", "alice");
  await runSync(stack);
  await eraseOnFarm(stack.farm, "erased.localhost");
  stack.proxy.seen.length = 0;
  expect(await runSync(stack)).toMatchObject({ sitesRemoved: 1 });
  expect(stack.proxy.seen.map(({ path }) => path)).toContain("/plugin/farmmanager/sites/erased.localhost");
  expect(await find("erased.localhost")).toBeNull();
  expect(await stack.database.archivedSite.findUnique({ where: { domain: "erased.localhost" } })).toBeNull();
});

test("a site that became read-only on the farm is read-only here; what an administrator decided stays", async () => {
  await makeOnFarm(stack, "readonly.localhost", "alice");
  await makeOnFarm(stack, "decided.localhost", "alice");
  await runSync(stack);
  await stack.direct.setStatus("readonly.localhost", "readonly");
  await stack.database.site.update({ where: { domain: "decided.localhost" }, data: { state: "readonly" } });
  await runSync(stack);
  expect(await find("readonly.localhost")).toMatchObject({ state: "readonly" });
  expect(await find("decided.localhost")).toMatchObject({ state: "readonly", farmStatus: "active" });
});

test("holes 20, 40, 45: the admin site, unclaimed leftovers and names in another spelling aren't adopted", async () => {
  for (const name of ["leftover.localhost", "Upper.localhost"]) {
    await mkdir(join(stack.farm.sitesDir, name, "status"), { recursive: true });
  }
  await writeFile(
    join(stack.farm.sitesDir, "Upper.localhost", "status", "owner.json"),
    JSON.stringify({ name: "Alice", oauth2: { id: "alice" } }),
  );
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0 });
  for (const name of ["localhost", "leftover.localhost", "Upper.localhost", "upper.localhost"]) {
    expect(await find(name)).toBeNull();
  }
});

test("an owner that the farm can't read just now isn't taken away (hole 7)", async () => {
  await makeOnFarm(stack, "unread.localhost", "alice");
  await runSync(stack);
  await writeFile(join(stack.farm.sitesDir, "unread.localhost", "status", "owner.json"), "half a fi");
  await runSync(stack);
  expect(await find("unread.localhost")).toMatchObject({ farmSubject: "alice", ownerSource: "farm" });
});

test("each sync has its row, with what it did and how long the farm took", async () => {
  const output = await runSync(stack);
  const run = await stack.database.syncRun.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(run).toMatchObject({
    trigger: "schedule",
    success: true,
    sitesFound: output.sitesFound,
    sitesAdded: 0,
    sitesRemoved: 0,
    error: null,
  });
  expect(run.farmMs).toBeGreaterThan(0);
  expect(run.endedAt.toISOString()).toBe(output.syncTimestamp);
});

test("seed, activity options: the listing has the farm's profile, what writes to the database the local one", async () => {
  const workflowId = `sync-history-${randomUUID()}`;
  const handle = await stack.client.workflow.start<SyncFedWikiSitesWorkflow>(workflowNames.sync, {
    workflowId,
    taskQueue: stack.config.temporalTaskQueue,
    args: [{ defaultUserId: 4711 }],
  });
  await handle.result();
  const scheduled = (await handle.fetchHistory()).events?.flatMap(
    ({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes ?? [],
  );
  const profiles = scheduled?.map(({ activityType, startToCloseTimeout, heartbeatTimeout, retryPolicy }) => ({
    name: activityType?.name,
    timeout: Number(startToCloseTimeout?.seconds),
    heartbeat: Number(heartbeatTimeout?.seconds ?? 0),
    first: Number(retryPolicy?.initialInterval?.seconds),
    factor: retryPolicy?.backoffCoefficient,
    longest: Number(retryPolicy?.maximumInterval?.seconds),
    attempts: retryPolicy?.maximumAttempts,
    final: retryPolicy?.nonRetryableErrorTypes,
  }));
  const local = { timeout: 30, heartbeat: 0, first: 1, factor: 2, longest: 30, attempts: 3, final: [] };
  const final = ["FarmManagerAPIError"];
  expect(profiles).toEqual([
    {
      name: "listFedWikiSitesActivity",
      ...{ timeout: 300, heartbeat: 10, first: 1, factor: 2, longest: 300, attempts: 8, final },
    },
    { name: "syncSitesToDbActivity", ...local },
    { name: "recordFailedSyncActivity", ...local },
  ]);
});
