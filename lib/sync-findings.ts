import { database } from "#lib/database/client.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import type { Owned } from "#lib/sites/labels.ts";

/** What a sync saw and didn't adopt, or adopted although somebody should look (`SyncFinding.kind`). */
export const findingKinds = [
  /** A visit made its folder; nobody owns it and nobody wrote in it. */
  "leftover",
  /** To the farm it is another site than the name in its usual spelling. */
  "notCanonical",
  /** It has pages and no owner: anybody can change it. */
  "ownerless",
  "otherConsole",
  /** A folder that no listing shows, or a site that the listing left out. */
  "inconsistent",
  /** Claimed on the farm past what its owner may have. */
  "overQuota",
] as const;

export type FindingKind = (typeof findingKinds)[number];

interface Viewer {
  isAdmin: boolean;
}

/** Part of a list: `skip` rows left out, `limit` at most. */
export interface Page {
  limit: number;
  skip?: number;
}

export interface Listed<T> {
  total: number;
  /** By name. */
  rows: T[];
}

export interface Finding {
  domain: string;
  detail: string;
}

export interface OtherConsole {
  /** To be handed to `continueConsole`. */
  uuid: string;
  wikis: number;
}

/** A name, and for whom it is kept. */
export interface KeptName extends Owned {
  domain: string;
  /** Since when. */
  at: Date;
}

export interface SecuredWiki {
  domain: string;
  securedAt: Date | null;
  /** Whether the farm has said that it is read-only. */
  isClosed: boolean;
}

const byName = { orderBy: { domain: "asc" } } as const;

/** Findings of one kind. For administrators alone: others get none, here and below. */
export async function findings(viewer: Viewer, kind: FindingKind, page: Page): Promise<Listed<Finding>> {
  if (!viewer.isAdmin) return none();
  const where = { kind };
  const select = { domain: true, detail: true } satisfies Prisma.SyncFindingSelect;
  const [total, rows] = await Promise.all([
    database().syncFinding.count({ where }),
    database().syncFinding.findMany({ where, select, ...byName, ...part(page) }),
  ]);
  return { total, rows };
}

/** Consoles whose wikis the last sync met and left alone, those with most wikis first. */
export async function otherConsoles(viewer: Viewer): Promise<OtherConsole[]> {
  if (!viewer.isAdmin) return [];
  const groups = await database().syncFinding.groupBy({
    by: ["console"],
    where: { kind: "otherConsole" satisfies FindingKind },
    _count: true,
    orderBy: { _count: { console: "desc" } },
  });
  return groups.flatMap(({ console, _count }) =>
    console === null ? [] : [{ uuid: console, wikis: _count }],
  );
}

/** Names that are kept for their last owner until the farm restarts (see `farmRestarted`). */
export async function keptNames(viewer: Viewer, page: Page): Promise<Listed<KeptName>> {
  if (!viewer.isAdmin) return none();
  const select = {
    domain: true,
    at: true,
    ownerSource: true,
    owner: { select: { name: true, username: true } },
  } as const;
  const [total, rows] = await Promise.all([
    database().tombstone.count(),
    database().tombstone.findMany({ select, ...byName, ...part(page) }),
  ]);
  return { total, rows };
}

/** Wikis that are read-only, or are to be, until the farm restarts, since their running site knows no owner. */
export async function securedWikis(viewer: Viewer, page: Page): Promise<Listed<SecuredWiki>> {
  if (!viewer.isAdmin) return none();
  const where = { securedAt: { not: null } } satisfies Prisma.SiteWhereInput;
  const select = { domain: true, securedAt: true, farmStatus: true } as const;
  const [total, rows] = await Promise.all([
    database().site.count({ where }),
    database().site.findMany({ where, select, ...byName, ...part(page) }),
  ]);
  return {
    total,
    rows: rows.map(({ farmStatus, ...row }) => ({ ...row, isClosed: farmStatus === "readonly" })),
  };
}

function none(): { total: number; rows: never[] } {
  return { total: 0, rows: [] };
}

function part({ limit, skip = 0 }: Page): { take: number; skip: number } {
  return { take: limit, skip };
}
