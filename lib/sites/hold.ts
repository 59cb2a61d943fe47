import { database } from "#lib/database/client.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";

const shown = { reason: true, at: true, setBy: { select: { name: true } } } satisfies Prisma.HoldSelect;

/** A wiki's hold as its page shows it. `setBy` null: it was set from the command line. */
export type WikiHold = Prisma.HoldGetPayload<{ select: typeof shown }>;

/** For who may see the wiki: ask for that first. */
export function wikiHold(domain: string): Promise<WikiHold | null> {
  return database().hold.findUnique({ where: { domain }, select: shown });
}
