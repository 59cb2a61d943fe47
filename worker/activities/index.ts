import { checkQuotaActivity } from "./check-quota.ts";
import { concludeOperationActivity } from "./conclude-operation.ts";
import { createFedWikiSiteActivity } from "./create-fedwiki-site.ts";
import { deleteFedWikiSiteActivity } from "./delete-fedwiki-site.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { listFedWikiSitesActivity } from "./list-fedwiki-sites.ts";
import { concludePreviewActivity, previewSyncActivity } from "./preview-sync.ts";
import { recordFailedSyncActivity } from "./record-failed-sync.ts";
import { restoreFedWikiSiteActivity } from "./restore-fedwiki-site.ts";
import { settleSiteActivity } from "./settle-site.ts";
import { syncSitesToDbActivity } from "./sync-sites-to-db.ts";

export type Activities = ReturnType<typeof createActivities>;

export function createActivities(dependencies: ActivityDependencies) {
  return {
    checkQuotaActivity: checkQuotaActivity(dependencies),
    createFedWikiSiteActivity: createFedWikiSiteActivity(dependencies),
    deleteFedWikiSiteActivity: deleteFedWikiSiteActivity(dependencies),
    restoreFedWikiSiteActivity: restoreFedWikiSiteActivity(dependencies),
    concludeOperationActivity: concludeOperationActivity(dependencies),
    settleSiteActivity: settleSiteActivity(dependencies),
    listFedWikiSitesActivity: listFedWikiSitesActivity(dependencies),
    syncSitesToDbActivity: syncSitesToDbActivity(dependencies),
    recordFailedSyncActivity: recordFailedSyncActivity(dependencies),
    previewSyncActivity: previewSyncActivity(dependencies),
    concludePreviewActivity: concludePreviewActivity(dependencies),
  };
}
