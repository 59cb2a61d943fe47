import { proxyActivities } from "@temporalio/workflow";

export interface ActivitiesOfTomorrow {
  activityOfTomorrow(): Promise<string>;
}

/** A workflow of a later release, which calls an activity that this one doesn't know, on the product's task queue. */
export async function workflowOfTomorrow(taskQueue: string): Promise<string> {
  const { activityOfTomorrow } = proxyActivities<ActivitiesOfTomorrow>({
    taskQueue,
    startToCloseTimeout: "1 minute",
    // The specification's for local database activities: gone after three seconds, if each attempt counts.
    retry: { initialInterval: "1 second", maximumAttempts: 3 },
  });
  return activityOfTomorrow();
}
