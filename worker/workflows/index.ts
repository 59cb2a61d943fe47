/** What the worker runs. The names are the ones that lib/contracts/workflows.ts starts them by. */
export { createFedWikiSiteWorkflow } from "./create-fedwiki-site.ts";
export { deleteFedWikiSiteWorkflow } from "./delete-fedwiki-site.ts";
export { previewSyncWorkflow } from "./preview-sync.ts";
export { restoreFedWikiSiteWorkflow } from "./restore-fedwiki-site.ts";
export { settleSiteWorkflow } from "./settle-site.ts";
export { syncFedWikiSitesWorkflow } from "./sync-fedwiki-sites.ts";
