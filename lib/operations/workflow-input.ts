import type { Config } from "#lib/config.ts";
import type {
  CreateFedWikiSiteWorkflowInput,
  DeleteFedWikiSiteWorkflowInput,
  PreviewSyncWorkflowInput,
  RestoreFedWikiSiteWorkflowInput,
  StartedKind,
} from "#lib/contracts/workflows.ts";
import { isCustomDomain } from "#lib/domain-names.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";

/** What a workflow's start needs of its operation's row and of whoever asked for it. */
export interface StartableOperation
  extends Pick<Operation, "id" | "deadline" | "domain" | "subject" | "userId"> {
  kind: StartedKind;
  user: { username: string } | null;
}

/** Has a query for a StartableOperation bring the person as well. */
export const withAsker = { user: { select: { username: true } } } as const;

type WorkflowInput =
  | CreateFedWikiSiteWorkflowInput
  | DeleteFedWikiSiteWorkflowInput
  | RestoreFedWikiSiteWorkflowInput
  | PreviewSyncWorkflowInput;

/**
 * What an operation's workflow is started with. All of it follows from the row, so that any process can start it.
 * Throws when it doesn't: of a preview while nobody is configured to get the sites without an owner.
 */
export function workflowInput(operation: StartableOperation, config: InputConfig): WorkflowInput {
  const { id, kind, domain, subject, user, userId } = operation;
  const { supportUrl, fedwikiSyncDefaultUserId: defaultUserId } = config;
  if (kind === "preview") {
    if (defaultUserId === undefined) throw new Error(`preview ${id}: fedwiki-sync-default-user-id isn't set`);
    return { defaultUserId, supportUrl };
  }
  if (domain === null || subject === null || userId === null || user === null) {
    throw new Error(`${kind} ${id} doesn't say who asked for what`);
  }
  if (kind !== "create") return { userId, domain, supportUrl };
  const owner = { ownerName: user.username, ownerId: subject };
  return { userId, domain, ...owner, isCustomDomain: isCustomDomain(domain, config), supportUrl };
}

export type InputConfig = Pick<Config, "supportUrl" | "fedwikiSiteDomains" | "fedwikiSyncDefaultUserId">;
