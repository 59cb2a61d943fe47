import { randomUUID } from "node:crypto";
import {
  type CreateFedWikiSiteWorkflow,
  type CreateFedWikiSiteWorkflowOutput,
  type DeleteFedWikiSiteWorkflow,
  type DeleteFedWikiSiteWorkflowOutput,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { createInput, SUPPORT_URL } from "../world.ts";
import type { SyncStack } from "./stack.ts";

/** A wiki made in the console while a sync goes on. */
export function createInConsole(
  { client, config }: SyncStack,
  user: User,
  domain: string,
): Promise<CreateFedWikiSiteWorkflowOutput> {
  return client.workflow.execute<CreateFedWikiSiteWorkflow>(workflowNames.create, {
    workflowId: randomUUID(),
    taskQueue: config.temporalTaskQueue,
    args: [createInput(user, domain)],
  });
}

export function deleteInConsole(
  { client, config }: SyncStack,
  user: User,
  domain: string,
): Promise<DeleteFedWikiSiteWorkflowOutput> {
  return client.workflow.execute<DeleteFedWikiSiteWorkflow>(workflowNames.delete, {
    workflowId: randomUUID(),
    taskQueue: config.temporalTaskQueue,
    args: [{ userId: user.id, domain, supportUrl: SUPPORT_URL }],
  });
}
