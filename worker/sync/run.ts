import { activityInfo } from "@temporalio/activity";
import type { SyncAttempt } from "./listing-store.ts";

/** The run and the attempt that the running activity belongs to. */
export function syncAttempt(): SyncAttempt {
  const { workflowExecution, attempt } = activityInfo();
  if (workflowExecution === undefined) throw new TypeError("A sync is known only as a workflow's.");
  return { ...workflowExecution, attempt };
}
