import type { FarmSite } from "#lib/farm/site.ts";

/** What the ledger keeps of the farm's description of a site. */
export function siteFacts(site: FarmSite): object {
  return {
    status: site.status,
    ownerName: site.owner.name,
    subject: site.owner.subject,
    markerConsole: site.owner.marker?.console,
    markerOperation: site.owner.marker?.operation,
    pages: site.pages,
    storageBytes: site.storageBytes,
    lastModified: site.lastModified,
  };
}
