import { proxyActivities, proxyLocalActivities } from "@temporalio/workflow";
import { databaseActivityOptions, farmActivityOptions } from "#lib/contracts/activity-options.ts";
import type { Activities } from "../activities/index.ts";

/** The seed's "Local Database Activities". A local activity saves a round trip through the server. */
export const { checkQuotaActivity } =
  proxyLocalActivities<Pick<Activities, "checkQuotaActivity">>(databaseActivityOptions);

/** The seed's "FedWiki API Activities". */
export const {
  createFedWikiSiteActivity,
  deleteFedWikiSiteActivity,
  restoreFedWikiSiteActivity,
  concludeOperationActivity,
  settleSiteActivity,
  listFedWikiSitesActivity,
  previewSyncActivity,
} =
  proxyActivities<
    Pick<
      Activities,
      | "createFedWikiSiteActivity"
      | "deleteFedWikiSiteActivity"
      | "restoreFedWikiSiteActivity"
      | "concludeOperationActivity"
      | "settleSiteActivity"
      | "listFedWikiSitesActivity"
      | "previewSyncActivity"
    >
  >(farmActivityOptions);

/** The seed's "Local Database Activities", of a sync: large ones, which are better seen and retried by the server. */
export const { syncSitesToDbActivity, recordFailedSyncActivity, concludePreviewActivity } =
  proxyActivities<
    Pick<Activities, "syncSitesToDbActivity" | "recordFailedSyncActivity" | "concludePreviewActivity">
  >(databaseActivityOptions);
