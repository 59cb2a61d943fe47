import { ApplicationFailure, activityInfo } from "@temporalio/activity";

/** A rolling deployment replaces a worker within some of these. */
const RETRY_DELAY = "10 seconds";

/**
 * Stands in for an activity that this worker doesn't know, since a newer one began the workflow: the task goes back for
 * the newer one to take. Temporal's own answer would use up the attempts within three seconds.
 */
export async function unknownActivity(): Promise<never> {
  throw ApplicationFailure.create({
    type: "UnknownActivity",
    message: `This worker doesn't know ${activityInfo().activityType} yet.`,
    nextRetryDelay: RETRY_DELAY,
  });
}
