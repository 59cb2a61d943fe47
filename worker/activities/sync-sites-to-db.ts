import { messages } from "#lib/contracts/messages.ts";
import type { RecordedSync } from "#lib/contracts/recorded-sync.ts";
import { patiently } from "#lib/database/patiently.ts";
import { refusedSync } from "../sync/implausible.ts";
import { syncAttempt } from "../sync/run.ts";
import { applySync, syncSettings } from "../sync/runs.ts";
import type { ActivityDependencies } from "./dependencies.ts";

export interface SyncSitesToDbInput {
  listingId: number;
  defaultUserId: number;
}

/**
 * Compares the farm's sites with the console's and applies the difference, with the run's row, in one transaction.
 * It asks the farm nothing. Twice is safe: a run that is recorded answers with what was recorded.
 * Throws SyncRefused (final) when the default user doesn't exist, or the listing doesn't any more, and
 * DatabaseUnavailableError (retryable).
 */
export function syncSitesToDbActivity({ database, config }: ActivityDependencies) {
  return async ({ listingId, defaultUserId }: SyncSitesToDbInput): Promise<RecordedSync> => {
    const { runId } = syncAttempt();
    const settings = syncSettings(config, defaultUserId);
    const answer = await patiently(() => applySync(database, { listingId, runId, ...settings }));
    switch (answer.outcome) {
      case "recorded":
        return answer;
      case "defaultUserMissing":
        throw refusedSync(messages.defaultUserMissing(defaultUserId));
      case "listingLost":
        throw refusedSync("The farm's listing got lost before it was applied, so nothing was changed.");
      default:
        return answer satisfies never;
    }
  };
}
