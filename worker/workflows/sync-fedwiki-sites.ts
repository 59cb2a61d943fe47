import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  isCancellation,
  TimeoutFailure,
} from "@temporalio/workflow";
import type {
  SyncFedWikiSitesWorkflowInput,
  SyncFedWikiSitesWorkflowOutput,
} from "#lib/contracts/workflows.ts";
import type { RecordedSync } from "../sync/runs.ts";
import { listFedWikiSitesActivity, recordFailedSyncActivity, syncSitesToDbActivity } from "./activities.ts";
import { failureCode } from "./failure-code.ts";

/**
 * Synchronizes sites from the FedWiki farm to the local database: fetches all sites from the FarmManager API, then
 * compares them with the local database and syncs the changes. A sync that somebody asked for meanwhile follows.
 */
export async function syncFedWikiSitesWorkflow(
  input: SyncFedWikiSitesWorkflowInput,
): Promise<SyncFedWikiSitesWorkflowOutput> {
  const run = await sync(input);
  if (run.another) await continueAsNew<typeof syncFedWikiSitesWorkflow>(input);
  const { success, sitesFound, sitesAdded, sitesRemoved, error, endedAt } = run;
  return {
    success,
    sitesFound,
    sitesAdded,
    sitesRemoved,
    ...(error !== null && { errorMessage: error }),
    syncTimestamp: endedAt,
  };
}

async function sync({ defaultUserId }: SyncFedWikiSitesWorkflowInput): Promise<RecordedSync> {
  try {
    const { listingId } = await listFedWikiSitesActivity();
    return await syncSitesToDbActivity({ listingId, defaultUserId });
  } catch (error) {
    const failed = { code: failureCode(error), message: sentence(error) };
    const run = await CancellationScope.nonCancellable(() => recordFailedSyncActivity(failed));
    if (isCancellation(error)) throw error;
    return run;
  }
}

/** Activities fail with one sentence for people. */
function sentence(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) return cause.message;
  if (isCancellation(error)) return "The sync was cancelled.";
  if (cause instanceof TimeoutFailure) return "The sync took too long, or its worker went away.";
  return "Something went wrong on the console's side.";
}
