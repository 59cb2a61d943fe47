import { database } from "#lib/database/client.ts";
import type { Prisma, Site } from "#lib/generated/prisma/client.ts";

/** Who asks; ownership stands in each query's `where`, never in the page. */
export interface Viewer {
  id: number;
  isAdmin: boolean;
}

/**
 * A site with `ownerSource: default` stands with the default user because nobody better is known: it is unassigned,
 * so it isn't among that user's own wikis and not in the quota.
 */
const assigned = { ownerSource: { not: "default" } } satisfies Prisma.SiteWhereInput;

/** Whether the wiki is the viewer's own. */
export function isOwn(
  viewer: Viewer,
  { ownerId, ownerSource }: Pick<Site, "ownerId" | "ownerSource">,
): boolean {
  return ownerId === viewer.id && ownerSource !== "default";
}

const holder = { select: { id: true, kind: true, state: true } } satisfies Prisma.OperationDefaultArgs;

const listed = {
  id: true,
  domain: true,
  state: true,
  returnedAt: true,
  operation: holder,
} satisfies Prisma.SiteSelect;

const detailed = {
  ...listed,
  ownerId: true,
  ownerSource: true,
  owner: { select: { name: true, username: true } },
  pages: true,
  storageBytes: true,
  lastModified: true,
  confirmedAt: true,
  securedAt: true,
} satisfies Prisma.SiteSelect;

export type ListedSite = Prisma.SiteGetPayload<{ select: typeof listed }>;
export type OwnSite = ListedSite & {
  /** An administrator keeps its owner from changing it. */
  isOnHold: boolean;
};
export type DetailedSite = Prisma.SiteGetPayload<{ select: typeof detailed }>;

/** A member's own wikis, by name. */
export async function ownSites(userId: number): Promise<OwnSite[]> {
  const sites = await database().site.findMany({
    where: { ownerId: userId, ...assigned },
    select: listed,
    orderBy: { domain: "asc" },
  });
  const held = await database().hold.findMany({
    where: { domain: { in: sites.map(({ domain }) => domain) } },
    select: { domain: true },
  });
  const onHold = new Set(held.map(({ domain }) => domain));
  return sites.map((site) => ({ ...site, isOnHold: onHold.has(site.domain) }));
}

/** Creates that were asked for and have no row yet: nobody's worker has taken them, or the quota step is going on. */
export function waitingCreates(userId: number): Promise<{ id: string; domain: string | null }[]> {
  return database().operation.findMany({
    where: { userId, kind: "create", state: { in: ["running", "sent"] }, holds: { none: {} } },
    select: { id: true, domain: true },
    orderBy: { createdAt: "asc" },
  });
}

/** The site if it is the viewer's own or the viewer an administrator; null as well when there is none. */
export function visibleSite(viewer: Viewer, domain: string): Promise<DetailedSite | null> {
  return database().site.findFirst({
    where: viewer.isAdmin ? { domain } : { domain, ownerId: viewer.id, ...assigned },
    select: detailed,
  });
}

const quiet = { securedAt: true, probeDue: true } satisfies Prisma.SiteSelect;

export type QuietSite = Prisma.SiteGetPayload<{ select: typeof quiet }>;

/** The site of that row while no operation holds it; null as well when the row is gone, as after a delete. */
export async function quietSite(id: number | null): Promise<QuietSite | null> {
  if (id === null) return null;
  return database().site.findFirst({ where: { id, operationId: null }, select: quiet });
}

/** Whether anybody has a wiki of that name, also one that is being made or brought back. */
export async function hasSite(domain: string | null): Promise<boolean> {
  if (domain === null) return false;
  return (await database().site.count({ where: { domain } })) > 0;
}

export interface Usage {
  used: number;
  quota: number;
}

/**
 * What the member has of what they may have. Everything with a row counts, in progress too, as in the quota step of
 * a create, which decides; this only tells.
 * @param defaultQuota `fedwiki-site-quota`, for who has none of their own
 */
export async function siteUsage(
  member: { id: number; quota: number | null },
  defaultQuota: number,
): Promise<Usage> {
  const used = await database().site.count({ where: { ownerId: member.id, ...assigned } });
  return { used, quota: member.quota ?? defaultQuota };
}
