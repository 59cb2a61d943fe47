import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Page } from "#lib/sync-findings.ts";
import type { Owned } from "./labels.ts";
import type { Viewer } from "./queries.ts";

/** A wiki that was deleted here and still lies on the farm. */
export interface DeletedSite extends Owned {
  /** Of its archived_site row. */
  id: number;
  domain: string;
  ownerId: number;
  archivedAt: Date;
  /** Null: a sync found it archived on the farm. */
  archivedById: number | null;
  /** Why an administrator holds it; null: nobody does. */
  holdReason: string | null;
}

/** Why a viewer who sees a deleted wiki may not restore it now. The ledger decides; this only tells. */
export type RestoreBar = "onHold" | "archivedByAdministrator";

export function restoreBar(
  viewer: Viewer,
  { holdReason, archivedById, ownerId }: DeletedSite,
): RestoreBar | undefined {
  if (holdReason !== null) return "onHold";
  const byAnother = archivedById !== null && archivedById !== ownerId;
  return byAnother && !viewer.isAdmin ? "archivedByAdministrator" : undefined;
}

const ownedBy = (userId: number) => Prisma.sql`a.owner_id = ${userId} and a.owner_source <> 'default'`;
const counted = z.tuple([z.object({ total: z.int() })]);

/** A member's own deleted wikis, the latest first; an old farm may have thousands of one member's. */
export async function deletedSites(
  userId: number,
  page: Page,
): Promise<{ total: number; shown: DeletedSite[] }> {
  const [count, shown] = await Promise.all([
    database()
      .$queryRaw`select count(*)::int as total from archived_site a where ${isDeleted(ownedBy(userId))}`,
    query(ownedBy(userId), page),
  ]);
  return { total: counted.parse(count)[0].total, shown };
}

/** The deleted wiki of that id or name if it is the viewer's own or the viewer an administrator. */
export async function visibleDeletedSite(
  viewer: Viewer,
  { id, domain }: { id: number; domain?: never } | { domain: string; id?: never },
): Promise<DeletedSite | null> {
  const named = id === undefined ? Prisma.sql`a.domain = ${domain}` : Prisma.sql`a.id = ${id}`;
  const visible = Prisma.sql`${named} and (${viewer.isAdmin} or ${ownedBy(viewer.id)})`;
  const [row] = await query(visible, { limit: 1 });
  return row ?? null;
}

/** One that is being restored isn't a deleted one. */
const isDeleted = (condition: Prisma.Sql) =>
  Prisma.sql`${condition} and not exists (select from site s where s.domain = a.domain)`;

function query(condition: Prisma.Sql, { limit, skip = 0 }: Page): Promise<DeletedSite[]> {
  return database().$queryRaw`
    select a.id, a.domain, a.owner_id as "ownerId", a.owner_source as "ownerSource",
      json_build_object('name', u.name, 'username', u.username) as owner, a.archived_at as "archivedAt",
      a.archived_by_id as "archivedById", h.reason as "holdReason"
    from archived_site a join users u on u.id = a.owner_id left join hold h on h.domain = a.domain
    where ${isDeleted(condition)}
    order by a.archived_at desc, a.domain
    limit ${limit} offset ${skip}`;
}
