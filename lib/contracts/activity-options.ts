import type { ActivityOptions } from "@temporalio/common";

/** The two profiles of the specification, "Activity Options", letter for letter; the heartbeats are ours. */

/** Type of a failure that no retry can change: 409, 403, 401 (and 400, our own bug). */
export const FARM_MANAGER_API_ERROR = "FarmManagerAPIError";

/** Type of the failure of a sync that would do harm. Final: a person has to look. */
export const SYNC_REFUSED = "SyncRefused";

/** Type of a sync's failure that nobody expected. */
export const SYNC_FAILED = "SyncFailed";

/** Types of failures that a retry may change. */
export const FARM_UNAVAILABLE = "FarmUnavailable";
export const DATABASE_UNAVAILABLE = "DatabaseUnavailable";

export const farmActivityOptions: ActivityOptions = {
  startToCloseTimeout: "5 minutes",
  // So that a killed worker is noticed in seconds, not in five minutes.
  heartbeatTimeout: "10 seconds",
  // Who cancels a workflow waits for its attempt's end: what follows must know whether a request is on its way.
  cancellationType: "WAIT_CANCELLATION_COMPLETED",
  retry: {
    initialInterval: "1 second",
    backoffCoefficient: 2,
    maximumInterval: "5 minutes",
    maximumAttempts: 8,
    nonRetryableErrorTypes: [FARM_MANAGER_API_ERROR],
  },
};

export const databaseActivityOptions: ActivityOptions = {
  startToCloseTimeout: "30 seconds",
  retry: {
    initialInterval: "1 second",
    backoffCoefficient: 2,
    maximumInterval: "30 seconds",
    maximumAttempts: 3,
  },
};
