import type { SyncRefusal } from "#lib/contracts/outcomes.ts";
import type { RecordedSync } from "#lib/contracts/recorded-sync.ts";
import { patiently } from "#lib/database/patiently.ts";
import { syncAttempt } from "../sync/run.ts";
import { recordFailedSync } from "../sync/runs.ts";
import type { ActivityDependencies } from "./dependencies.ts";

export interface RecordFailedSyncInput {
  code: SyncRefusal;
  /** For administrators. */
  message: string;
}

/**
 * Writes the row of a sync that failed and ends what the run had claimed.
 * Twice is safe, and so is a run that got through after all: what stands recorded is the answer.
 * Throws DatabaseUnavailableError (retryable).
 */
export function recordFailedSyncActivity({ database }: ActivityDependencies) {
  return async ({ code, message }: RecordFailedSyncInput): Promise<RecordedSync> => {
    const { runId, workflowId } = syncAttempt();
    return patiently(() => recordFailedSync(database, { runId, workflowId, code, message }));
  };
}
