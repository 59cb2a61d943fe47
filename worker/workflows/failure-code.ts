import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/workflow";
import {
  DATABASE_UNAVAILABLE,
  FARM_MANAGER_API_ERROR,
  FARM_UNAVAILABLE,
} from "#lib/contracts/activity-options.ts";
import { isRefusal, type Refusal } from "#lib/contracts/outcomes.ts";

/** What an activity's failure means as an outcome. */
export function failureCode(error: unknown): Refusal {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return "farmDidNotAnswer";
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
