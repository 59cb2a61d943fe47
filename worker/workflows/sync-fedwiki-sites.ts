import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  isCancellation,
  TimeoutFailure,
} from "@temporalio/workflow";
import { SYNC_FAILED } from "#lib/contracts/activity-options.ts";
import type { RecordedSync } from "#lib/contracts/recorded-sync.ts";
import type {
  SyncFedWikiSitesWorkflowInput,
  SyncFedWikiSitesWorkflowOutput,
} from "#lib/contracts/workflows.ts";
import { listFedWikiSitesActivity, recordFailedSyncActivity, syncSitesToDbActivity } from "./activities.ts";
import { syncFailureCode } from "./failure-code.ts";

/**
 * Synchronizes sites from the FedWiki farm to the local database: fetches all sites from the FarmManager API, then
 * compares them with the local database and syncs the changes. A sync that somebody asked for meanwhile follows.
 * What is recorded is the result, also of a sync that failed; one that nobody expected to fail fails the workflow.
 */
export async function syncFedWikiSitesWorkflow(
  input: SyncFedWikiSitesWorkflowInput,
): Promise<SyncFedWikiSitesWorkflowOutput> {
  const { run, isExpected } = await sync(input);
  if (run.another) await continueAsNew<typeof syncFedWikiSitesWorkflow>(input);
  const { success, sitesFound, sitesAdded, sitesRemoved, error, endedAt } = run;
  if (error !== null && !isExpected) throw ApplicationFailure.nonRetryable(error, SYNC_FAILED);
  return {
    success,
    sitesFound,
    sitesAdded,
    sitesRemoved,
    ...(error !== null && { errorMessage: error }),
    syncTimestamp: endedAt,
  };
}

async function sync({
  defaultUserId,
}: SyncFedWikiSitesWorkflowInput): Promise<{ run: RecordedSync; isExpected: boolean }> {
  try {
    const { listingId } = await listFedWikiSitesActivity();
    return { run: await syncSitesToDbActivity({ listingId, defaultUserId }), isExpected: true };
  } catch (error) {
    const code = syncFailureCode(error);
    const failed = { code, message: sentence(error) };
    const run = await CancellationScope.nonCancellable(() => recordFailedSyncActivity(failed));
    if (isCancellation(error)) throw error;
    return { run, isExpected: code !== "unexpected" };
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
