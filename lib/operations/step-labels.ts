import type { OperationKind } from "#lib/generated/prisma/client.ts";

/** What an activity does, in a member's words. Unregistered names are an older or newer worker's. */
const LABELS: Readonly<Record<string, string>> = {
  checkQuotaActivity: "Checking how many wikis you have",
  createFedWikiSiteActivity: "Making the wiki on the farm",
  deleteFedWikiSiteActivity: "Archiving the wiki on the farm",
  restoreFedWikiSiteActivity: "Getting the wiki back on the farm",
  concludeOperationActivity: "Asking the farm how it ended",
  listFedWikiSitesActivity: "Listing the farm's wikis",
  syncSitesToDbActivity: "Comparing them with the console's",
  recordFailedSyncActivity: "Recording how the sync ended",
  previewSyncActivity: "Comparing the farm's wikis with the console's",
  concludePreviewActivity: "Recording how it ended",
};

/** A create's first step is a local activity, which Temporal doesn't list as pending. */
const FIRST_STEP: Readonly<Record<OperationKind, string>> = {
  create: "Checking how many wikis you have",
  delete: "Getting ready to delete the wiki",
  restore: "Getting ready to restore the wiki",
  sync: "Getting ready",
  preview: "Getting ready",
};

export function stepLabel(kind: OperationKind, activity: string | undefined): string {
  if (activity === undefined) return FIRST_STEP[kind];
  return LABELS[activity] ?? "Finishing";
}
