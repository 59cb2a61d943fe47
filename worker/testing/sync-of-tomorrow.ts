import { sleep } from "@temporalio/workflow";
import type { SyncFedWikiSitesWorkflow } from "#lib/contracts/workflows.ts";
import { syncFedWikiSitesWorkflow as today } from "../workflows/sync-fedwiki-sites.ts";

/** A sync of a later release that was changed without `patched`: runs that are under way don't replay with it. */
export const syncFedWikiSitesWorkflow: SyncFedWikiSitesWorkflow = async (input) => {
  await sleep(1);
  return today(input);
};
