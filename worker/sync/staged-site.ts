import { isCanonical } from "#lib/domain-names.ts";
import type { FarmSite } from "#lib/farm/site.ts";

/** A row of a listing, as the SQL function `stage_sites` reads it. */
export interface StagedSite {
  domain: string;
  status: FarmSite["status"] | "gone";
  ownerName: string;
  subject: string | null;
  markerConsole: string | null;
  markerOperation: string | null;
  pages: number;
  storageBytes: number;
  lastModified: string | null;
  /** The console may take it over: it is nobody's own but a member's, and its name is in canonical form. */
  manageable: boolean;
  /** Only of sites that the listing lacked and the farm was asked for. */
  asked?: "gone" | "present";
}

export function stagedSite(site: FarmSite, adminSite: string): StagedSite {
  const { domain, owner, status, pages, storageBytes, lastModified } = site;
  return {
    domain,
    status,
    ownerName: owner.name,
    subject: owner.subject ?? null,
    markerConsole: owner.marker?.console ?? null,
    markerOperation: owner.marker?.operation ?? null,
    pages,
    storageBytes,
    lastModified,
    manageable: domain !== adminSite && isCanonical(domain),
  };
}

/** A site that the farm itself says it doesn't have. */
export function goneSite(domain: string): StagedSite {
  return {
    domain,
    status: "gone",
    ownerName: "",
    subject: null,
    markerConsole: null,
    markerOperation: null,
    pages: 0,
    storageBytes: 0,
    lastModified: null,
    manageable: false,
    asked: "gone",
  };
}
