import { RefusedListing, refusedSync } from "../sync/implausible.ts";
import { beginSync } from "../sync/listing-store.ts";
import { syncAttempt } from "../sync/run.ts";
import { type StagedListing, stageFarm } from "../sync/stage-farm.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { untilItsEnd } from "./until-its-end.ts";

/**
 * Lists all sites of the farm into the database: notes where the console's changes stand, asks the farm, refuses what
 * can't be, asks again for each site that would change, and seals the result.
 * Twice is safe: each attempt has a listing of its own, and nothing reads one that isn't sealed.
 * Throws SyncRefused (final) for a listing that can't be the farm's or would do harm, FarmManagerAPIError (final),
 * FarmUnavailableError and DatabaseUnavailableError (retryable).
 */
export function listFedWikiSitesActivity(dependencies: ActivityDependencies) {
  return heartbeating<void, StagedListing>(() =>
    untilItsEnd(async (signal) => {
      const attempt = syncAttempt();
      try {
        return await stageFarm(dependencies, () => beginSync(dependencies.database, attempt), signal);
      } catch (error) {
        throw error instanceof RefusedListing ? refusedSync(error.message) : error;
      }
    }),
  );
}
