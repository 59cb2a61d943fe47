import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SyncFedWikiSitesWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { readable } from "../testing/readable.ts";
import { runSync } from "../testing/sync/run-sync.ts";
import { layWiki } from "../testing/sync/volume.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());

const spellings = [
  "M.localhost",
  "WIKI.localhost",
  "dot.localhost.",
  "www.wiki.localhost",
  "under_score.localhost",
  "ünicode.localhost",
  "two..dots.localhost",
  "-dash.localhost",
  "a space.localhost",
  `${"long".repeat(20)}.localhost`,
];

test("hole 45: ten folders in other spellings are shown as they are, adopted by nobody, and fail no sync", async () => {
  await stack.addUser("alice");
  for (const name of spellings) await layWiki(stack, name, "alice");
  await layWiki(stack, "fine.localhost", "alice");
  for (let round = 1; round <= 2; round += 1) {
    expect(await runSync(stack)).toMatchObject({ success: true, sitesFound: 12, sitesRemoved: 0 });
    expect(await stack.database.site.findMany()).toMatchObject([{ domain: "fine.localhost" }]);
    const shown = await stack.database.syncFinding.findMany({ where: { kind: "notCanonical" } });
    expect(shown.map(({ domain }) => domain).sort()).toEqual([...spellings].sort());
  }
});

test("hole 22: what else stands in an owner file is in no row, log line or history of a sync", async () => {
  const canary = `canary-${randomUUID()}`;
  const folder = join(stack.farm.sitesDir, "secretive.localhost", "status");
  await mkdir(folder, { recursive: true });
  const owner = { name: "Alice", oauth2: { id: "alice", accessToken: canary }, password: canary };
  await writeFile(join(folder, "owner.json"), JSON.stringify(owner));
  const handle = await stack.client.workflow.start<SyncFedWikiSitesWorkflow>(workflowNames.sync, {
    workflowId: `sync-${randomUUID()}`,
    taskQueue: stack.config.temporalTaskQueue,
    args: [{ defaultUserId: 1 }],
  });
  expect(await handle.result()).toMatchObject({ success: true, sitesAdded: 1 });
  const { database } = stack;
  const rows = await database.$queryRaw`
    select (select jsonb_agg(to_jsonb(s)) from site s) as sites, (select jsonb_agg(to_jsonb(f)) from farm_listing_site f) as listed,
      (select jsonb_agg(to_jsonb(e)) from audit_event e) as events, (select jsonb_agg(to_jsonb(f)) from sync_finding f) as findings`;
  const history = await handle.fetchHistory();
  const texts = [JSON.stringify(rows), readable(history), ...stack.logged];
  expect(texts.join("\n")).toContain("secretive.localhost");
  for (const text of texts) expect(text).not.toContain(canary);
});
