import { ApplicationFailure, CancelledFailure } from "@temporalio/common";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import {
  DATABASE_UNAVAILABLE,
  FARM_MANAGER_API_ERROR,
  FARM_UNAVAILABLE,
} from "#lib/contracts/activity-options.ts";
import { DatabaseUnavailableError } from "#lib/database/patiently.ts";
import { FarmManagerAPIError, FarmUnavailableError, refusalSentence } from "#lib/farm/errors.ts";
import type { Logger } from "#lib/log.ts";

/**
 * What an activity's error becomes in Temporal's history, which many can read and which is kept: a type, one sentence,
 * and nothing of a body, an address, a query or a secret. The log has the rest.
 */
export function shortFailures(activityType: string, supportUrl: string, log: Logger) {
  return {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        const failure = shortFailure(error, supportUrl);
        if (failure !== error) log.warn({ activityType, err: error }, "an attempt failed");
        throw failure;
      }
    },
  } satisfies ActivityInboundCallsInterceptor;
}

/** Final: FarmManagerAPIError alone, whose detail is the outcome's code. */
function shortFailure(error: unknown, supportUrl: string): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof FarmManagerAPIError) {
    return ApplicationFailure.nonRetryable(
      refusalSentence(error.code, supportUrl),
      FARM_MANAGER_API_ERROR,
      error.code,
    );
  }
  if (error instanceof FarmUnavailableError) {
    return ApplicationFailure.retryable(error.message, FARM_UNAVAILABLE);
  }
  if (error instanceof DatabaseUnavailableError) {
    return ApplicationFailure.retryable(error.message, DATABASE_UNAVAILABLE);
  }
  return ApplicationFailure.retryable("Something went wrong on the console's side.", "Unexpected");
}
