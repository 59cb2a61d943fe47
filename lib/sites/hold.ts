import { database } from "#lib/database/client.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { visibleDeletedSite } from "./deleted.ts";
import { type Viewer, visibleSite } from "./queries.ts";

const shown = { reason: true, at: true, setBy: { select: { name: true } } } satisfies Prisma.HoldSelect;

/** A wiki's hold as its page shows it. `setBy` null: it was set from the command line. */
export type WikiHold = Prisma.HoldGetPayload<{ select: typeof shown }>;

/** For who may see the wiki, live or deleted; to others there is no hold. */
export async function wikiHold(viewer: Viewer, domain: string): Promise<WikiHold | null> {
  const [hold, site, deleted] = await Promise.all([
    database().hold.findUnique({ where: { domain }, select: shown }),
    visibleSite(viewer, domain),
    visibleDeletedSite(viewer, { domain }),
  ]);
  return site === null && deleted === null ? null : hold;
}
