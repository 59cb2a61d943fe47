/**
 * Names, inputs and outputs of the workflows. Create, delete and sync are the seed's ("Workflows"), in TypeScript's casing;
 * restore, settle and preview are ours.
 * Workflows are started by name with these types alone, since bundling mangles function names.
 */

export interface CreateFedWikiSiteWorkflowInput {
  /** Database user id. */
  userId: number;
  /** Subdomain or custom domain; a name without a dot goes below the first configured domain. */
  domain: string;
  /** Display name of the owner. */
  ownerName: string;
  /** What the farm compares with the login token: the OIDC `sub`, or the claim `fedwiki-owner-claim` names. */
  ownerId: string;
  isCustomDomain: boolean;
  /** Stands in messages that send people to support. */
  supportUrl: string;
}

export interface CreateFedWikiSiteWorkflowOutput {
  success: boolean;
  /** Database site id, on success. */
  siteId?: number;
  /** Full domain, on success. */
  domain?: string;
  /** For the member, on failure. */
  errorMessage?: string;
}

export interface DeleteFedWikiSiteWorkflowInput {
  userId: number;
  /** Full domain, canonical. */
  domain: string;
  supportUrl: string;
}

export interface DeleteFedWikiSiteWorkflowOutput {
  success: boolean;
  errorMessage?: string;
}

/** As a delete's: it goes the same way back. */
export type RestoreFedWikiSiteWorkflowInput = DeleteFedWikiSiteWorkflowInput;
export type RestoreFedWikiSiteWorkflowOutput = DeleteFedWikiSiteWorkflowOutput;

export interface SettleSiteWorkflowInput {
  /** The operation whose outcome isn't known. */
  operationId: string;
  supportUrl: string;
}

export interface SettleSiteWorkflowOutput {
  /** Whether the operation's row has its outcome now. */
  settled: boolean;
}

export interface PreviewSyncWorkflowInput {
  /** Whose the sites without a known owner would become. */
  defaultUserId: number;
  supportUrl: string;
}

export interface PreviewSyncWorkflowOutput {
  success: boolean;
  errorMessage?: string;
}

export interface SyncFedWikiSitesWorkflowInput {
  /** Whose the sites without a known owner become. */
  defaultUserId: number;
}

export interface SyncFedWikiSitesWorkflowOutput {
  success: boolean;
  sitesFound: number;
  sitesAdded: number;
  sitesRemoved: number;
  errorMessage?: string;
  /** When the sync completed, ISO 8601. */
  syncTimestamp: string;
}

export type CreateFedWikiSiteWorkflow = (
  input: CreateFedWikiSiteWorkflowInput,
) => Promise<CreateFedWikiSiteWorkflowOutput>;
export type DeleteFedWikiSiteWorkflow = (
  input: DeleteFedWikiSiteWorkflowInput,
) => Promise<DeleteFedWikiSiteWorkflowOutput>;
export type RestoreFedWikiSiteWorkflow = (
  input: RestoreFedWikiSiteWorkflowInput,
) => Promise<RestoreFedWikiSiteWorkflowOutput>;
export type SettleSiteWorkflow = (input: SettleSiteWorkflowInput) => Promise<SettleSiteWorkflowOutput>;
export type PreviewSyncWorkflow = (input: PreviewSyncWorkflowInput) => Promise<PreviewSyncWorkflowOutput>;
export type SyncFedWikiSitesWorkflow = (
  input: SyncFedWikiSitesWorkflowInput,
) => Promise<SyncFedWikiSitesWorkflowOutput>;

export const workflowNames = {
  create: "createFedWikiSiteWorkflow",
  delete: "deleteFedWikiSiteWorkflow",
  restore: "restoreFedWikiSiteWorkflow",
  settle: "settleSiteWorkflow",
  preview: "previewSyncWorkflow",
  sync: "syncFedWikiSitesWorkflow",
} as const;

/** Kinds of operation that a form starts by itself; a sync is started by its schedule. */
export const startedKinds = ["create", "delete", "restore", "preview"] as const;
export type StartedKind = (typeof startedKinds)[number];

/** A workflow's id is the operation's id with its kind before it, so that a resubmitted form meets its workflow. */
export function workflowId(kind: StartedKind, operationId: string): string {
  return `${kind}-${operationId}`;
}

/** One settles an operation at a time. */
export function settleWorkflowId(operationId: string): string {
  return `settle-${operationId}`;
}

export const syncScheduleId = "fedwiki-sync-schedule";
/** Temporal appends the planned time to it for each run. */
export const syncWorkflowId = "fedwiki-sync-workflow";
