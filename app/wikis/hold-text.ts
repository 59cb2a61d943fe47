import { messages } from "#lib/contracts/messages.ts";
import { type DeletedSite, restoreBar } from "#lib/sites/deleted.ts";
import type { Viewer } from "#lib/sites/queries.ts";

/** Why its owner may not change a wiki, with the administrator's reason, as the ledger's refusal says it. */
export function onHoldText(reason: string, supportUrl: string): string {
  const sentence = reason.replace(/[\s.]+$/, "");
  return messages.onHold(supportUrl).replace("{reason}", () => sentence);
}

/** Why this viewer can't restore a deleted wiki; undefined when they may ask for it. */
export function restoreBarText(viewer: Viewer, site: DeletedSite, supportUrl: string): string | undefined {
  const bar = restoreBar(viewer, site);
  switch (bar) {
    case undefined:
      return undefined;
    case "onHold":
      return onHoldText(site.holdReason ?? "", supportUrl);
    case "archivedByAdministrator":
      return messages.archivedByAdministrator(supportUrl);
    default:
      return bar satisfies never;
  }
}
