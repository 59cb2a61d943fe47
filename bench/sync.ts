import { randomUUID } from "node:crypto";
import { type SyncFedWikiSitesWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import type { StackAccess } from "../e2e/stack/access.ts";
import { Farm } from "../e2e/stack/farm.ts";
import { laySites } from "./lay-sites.ts";
import { median, timed } from "./statistics.ts";

export interface SyncTime {
  wikis: number;
  /** The farm's own listing, read and parsed (median). */
  listingMs: number;
  /** The sync that meets the new wikis for the first time. */
  firstSyncMs: number;
  /** A sync that finds all as it was (median). */
  syncMs: number;
  /** Sync by listing. */
  syncByListing: number;
}

const repetitions = 3;

/** The sync's workflow from its start to its result beside the farm's raw listing, by turns. */
export async function measureSync(access: StackAccess, counts: number[]): Promise<SyncTime[]> {
  const { stack } = access;
  const farm = new Farm(stack);
  const results: SyncTime[] = [];
  for (const count of counts) {
    await laySites(stack.farmDataDir, stack.siteDomain, count);
    await farm.list();
    const firstSyncMs = await timed(() => sync(access, count));
    const listingTimes: number[] = [];
    const syncTimes: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      listingTimes.push(await timed(() => farm.list()));
      syncTimes.push(await timed(() => sync(access, count)));
    }
    const listingMs = median(listingTimes);
    const syncMs = median(syncTimes);
    results.push({ wikis: count, listingMs, firstSyncMs, syncMs, syncByListing: syncMs / listingMs });
  }
  return results;
}

async function sync(access: StackAccess, atLeast: number): Promise<void> {
  const client = await access.temporal();
  const output = await client.workflow.execute<SyncFedWikiSitesWorkflow>(workflowNames.sync, {
    taskQueue: access.stack.taskQueue,
    workflowId: `bench-sync-${randomUUID()}`,
    args: [{ defaultUserId: 1 }],
  });
  if (!output.success) throw new Error(output.errorMessage);
  if (output.sitesFound < atLeast) throw new Error(`the sync found ${output.sitesFound} of ${atLeast} wikis`);
}
