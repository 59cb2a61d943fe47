import { proxyActivities } from "@temporalio/workflow";
import type * as activities from "./activities.ts";

const { emptyActivity } = proxyActivities<typeof activities>({ startToCloseTimeout: "30 seconds" });

/** As many steps as a create has, and nothing in them. */
export async function bareWorkflow(): Promise<void> {
  await emptyActivity();
  await emptyActivity();
}
