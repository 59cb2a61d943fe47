import { goneHolds } from "#lib/sites/hold.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { type Finding, type FindingKind, findings, type Listed, type Page } from "#lib/sync-findings.ts";

/** Lists that the page shows in part and a page of their own shows in whole. */
export type ListKind = FindingKind | "goneHold";

export const titles: Record<ListKind, { title: string; meaning: string }> = {
  ownerless: {
    title: "Sites without an owner",
    meaning:
      "The farm knows no owner of them, and never learns one while it runs. Those of the console's own wikis that run without their owner it makes read-only, and opens again once they show it. Stop the farm, write status/owner.json with the owner's oauth2.id into each one's folder (or remove the folder), and start the farm again.",
  },
  inconsistent: {
    title: "Sites in an unclear state",
    meaning: "What the farm has there is incomplete: look at the site's folder on the farm.",
  },
  otherConsole: {
    title: "Other consoles' wikis",
    meaning: "Another console made them, so this one leaves them alone.",
  },
  notCanonical: {
    title: "Names that can't be managed",
    meaning: "The console shows them and changes nothing. To manage one, rename its folder on the farm.",
  },
  overQuota: {
    title: "Wikis claimed past the quota",
    meaning: "Their owners claimed them on the farm. They keep them, and can't create more.",
  },
  goneHold: {
    title: "Names on hold",
    meaning: "Their wikis are gone. While a hold stands, administrators alone can create a wiki of its name.",
  },
  leftover: {
    title: "Leftovers",
    meaning:
      "Nobody owns them: what a visit to an address makes, and archived sites without an owner. To clear them, stop the farm, remove their folders, and start it again: a farm that runs goes on serving what it has once opened.",
  },
};

export function isListKind(text: unknown): text is ListKind {
  return typeof text === "string" && Object.hasOwn(titles, text);
}

export function readList(viewer: Viewer, kind: ListKind, page: Page): Promise<Listed<Finding>> {
  return kind === "goneHold" ? goneHolds(viewer, page) : findings(viewer, kind, page);
}

/** Only a hold's name leads anywhere: the console knows nothing else of these. */
export function linesOf(kind: ListKind, rows: Finding[]) {
  return rows.map(({ domain, detail }) => ({
    domain,
    text: detail,
    ...(kind === "goneHold" && { href: `/wikis/${domain}` }),
  }));
}

export function partHref(kind: ListKind, from: number): string {
  return `/admin/sync/list?kind=${kind}&from=${from}`;
}
