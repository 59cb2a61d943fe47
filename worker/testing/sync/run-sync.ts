import { randomUUID } from "node:crypto";
import {
  type SyncFedWikiSitesWorkflow,
  type SyncFedWikiSitesWorkflowOutput,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import type { SyncStack } from "./stack.ts";

/** Starts a sync under an id of its own and waits for its result. */
export function runSync(
  { client, config }: Pick<SyncStack, "client" | "config">,
  defaultUserId = 1,
): Promise<SyncFedWikiSitesWorkflowOutput> {
  return client.workflow.execute<SyncFedWikiSitesWorkflow>(workflowNames.sync, {
    workflowId: `sync-test-${randomUUID()}`,
    taskQueue: config.temporalTaskQueue,
    args: [{ defaultUserId }],
  });
}
