import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/workflow";
import {
  DATABASE_UNAVAILABLE,
  FARM_MANAGER_API_ERROR,
  FARM_UNAVAILABLE,
  SYNC_REFUSED,
} from "#lib/contracts/activity-options.ts";
import { isRefusal, type Refusal, type SyncRefusal } from "#lib/contracts/outcomes.ts";
import type { Activities } from "../activities/index.ts";

/** Activities that ask the database alone: when one of them times out, the farm isn't to blame. */
const databaseActivities: ReadonlySet<string> = new Set<keyof Activities>([
  "checkQuotaActivity",
  "syncSitesToDbActivity",
  "recordFailedSyncActivity",
  "concludePreviewActivity",
]);

/** What an activity's failure means as an outcome. */
export function failureCode(error: unknown): Refusal {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) {
    const isOfDatabase = error instanceof ActivityFailure && databaseActivities.has(error.activityType);
    return isOfDatabase ? "databaseUnavailable" : "farmDidNotAnswer";
  }
  if (!(cause instanceof ApplicationFailure)) return "unexpected";
  switch (cause.type) {
    case FARM_MANAGER_API_ERROR: {
      const [code] = cause.details ?? [];
      return isRefusal(code) ? code : "unexpected";
    }
    case FARM_UNAVAILABLE:
      return "farmDidNotAnswer";
    case DATABASE_UNAVAILABLE:
      return "databaseUnavailable";
    default:
      return "unexpected";
  }
}

/** The same for a sync, which can be refused for reasons of its own. */
export function syncFailureCode(error: unknown): SyncRefusal {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const isRefused = cause instanceof ApplicationFailure && cause.type === SYNC_REFUSED;
  return isRefused ? "syncRefused" : failureCode(error);
}
