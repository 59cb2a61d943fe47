import { expect } from "vitest";
import type { SyncRun } from "#lib/generated/prisma/client.ts";
import type { ScheduleManager } from "#lib/schedule-manager.ts";
import { inventedSites, lieThroughout, type RawSite, rawListing } from "./lies.ts";
import { runSync } from "./run-sync.ts";
import type { SyncStack } from "./stack.ts";

/** The console knows so many wikis; then so many of them are missing, and the sync that finds it is refused. */
export async function refusedRun(
  stack: SyncStack,
  count: number,
  missing: number,
): Promise<{ all: RawSite[]; runId: string }> {
  const { database } = stack;
  const all = [...(await rawListing(stack)), ...inventedSites(count)];
  lieThroughout(stack, all);
  expect(await runSync(stack)).toMatchObject({ sitesAdded: count });
  lieThroughout(stack, all.slice(0, -missing));
  const output = await runSync(stack);
  expect(output).toMatchObject({ success: false, sitesRemoved: 0 });
  expect(output.errorMessage).toMatch(new RegExp(`^${missing} of ${count} wikis would be removed`));
  expect(await database.site.count()).toBe(count);
  const { runId } = await database.syncRun.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(await database.refusedRemoval.count({ where: { runId } })).toBe(missing);
  return { all, runId };
}

/** Presses the button and waits for the sync's end. */
export async function applyRefused(
  { database, admin }: SyncStack,
  manager: ScheduleManager,
  appliesRunId: string,
): Promise<SyncRun> {
  const id = await manager.triggerSyncNow({ trigger: "button", userId: admin.id, appliesRunId });
  const operation = () => database.operation.findUniqueOrThrow({ where: { id } });
  const hasEnded = async () => (await operation()).endedAt !== null;
  await expect.poll(hasEnded, { timeout: 120_000, interval: 50 }).toBe(true);
  const { runId } = await operation();
  return database.syncRun.findUniqueOrThrow({ where: { runId: runId ?? "" } });
}
