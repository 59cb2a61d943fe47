import { checkQuotaActivity } from "./check-quota.ts";
import { concludeOperationActivity } from "./conclude-operation.ts";
import { createFedWikiSiteActivity } from "./create-fedwiki-site.ts";
import { deleteFedWikiSiteActivity } from "./delete-fedwiki-site.ts";
import type { ActivityDependencies } from "./dependencies.ts";

export type Activities = ReturnType<typeof createActivities>;

export function createActivities(dependencies: ActivityDependencies) {
  return {
    checkQuotaActivity: checkQuotaActivity(dependencies),
    createFedWikiSiteActivity: createFedWikiSiteActivity(dependencies),
    deleteFedWikiSiteActivity: deleteFedWikiSiteActivity(dependencies),
    concludeOperationActivity: concludeOperationActivity(dependencies),
  };
}
