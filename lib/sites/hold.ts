import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Finding, Listed, Page } from "#lib/sync-findings.ts";
import { visibleDeletedSite } from "./deleted.ts";
import { type Viewer, visibleSite } from "./queries.ts";

const shown = { reason: true, at: true, setBy: { select: { name: true } } } satisfies Prisma.HoldSelect;

/** A wiki's hold as its page shows it. `setBy` null: it was set from the command line. */
export type WikiHold = Prisma.HoldGetPayload<{ select: typeof shown }>;

/** For who may see the wiki, live or deleted; to others there is no hold. Administrators see that of a gone wiki too. */
export async function wikiHold(viewer: Viewer, domain: string): Promise<WikiHold | null> {
  const [hold, isVisible] = await Promise.all([
    database().hold.findUnique({ where: { domain }, select: shown }),
    viewer.isAdmin || hasPage(viewer, domain),
  ]);
  return isVisible ? hold : null;
}

/** Whether the viewer sees a wiki of that name, live or deleted. */
export async function hasPage(viewer: Viewer, domain: string): Promise<boolean> {
  const [site, deleted] = await Promise.all([
    visibleSite(viewer, domain),
    visibleDeletedSite(viewer, { domain }),
  ]);
  return site !== null || deleted !== null;
}

const counted = z.tuple([z.object({ total: z.int() })]);
const names = z.array(z.object({ domain: z.string(), detail: z.string() }));
const isGone = Prisma.sql`not exists (select from site where domain = hold.domain)
  and not exists (select from archived_site where domain = hold.domain)`;

/** Names on hold whose wikis are gone, each with its reason. For administrators alone: others get none. */
export async function goneHolds(viewer: Viewer, { limit, skip = 0 }: Page): Promise<Listed<Finding>> {
  if (!viewer.isAdmin) return { total: 0, rows: [] };
  const [count, rows] = await Promise.all([
    database().$queryRaw`select count(*)::int as total from hold where ${isGone}`,
    database().$queryRaw`
      select domain, reason as detail from hold where ${isGone} order by domain limit ${limit} offset ${skip}`,
  ]);
  return { total: counted.parse(count)[0].total, rows: names.parse(rows) };
}
