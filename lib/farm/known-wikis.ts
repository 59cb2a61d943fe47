import { z } from "zod";
import { database } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { SiteOwner } from "./owner.ts";

export interface KnownWiki {
  domain: string;
  farmSubject: string | null;
}

/** Wikis that the farm described and that nothing is being done with; what was seen last comes first. */
export function confirmedWikis(
  db: PrismaClient,
  { except, limit }: { except: readonly string[]; limit: number },
): Promise<KnownWiki[]> {
  return db.site.findMany({
    where: {
      state: { in: ["active", "readonly"] },
      confirmedAt: { not: null },
      domain: { notIn: [...except] },
    },
    select: { domain: true, farmSubject: true },
    orderBy: { confirmedAt: "desc" },
    take: limit,
  });
}

const rows = z.tuple([z.object({ known: z.boolean() })]);

/** Whether the farm's admin site has the owner that it had at first contact; the first one that is asked about is kept. */
export async function isAdminOwner(db: PrismaClient, owner: SiteOwner): Promise<boolean> {
  const asked = db.$queryRaw`select farm_witness(${owner.name}, ${owner.subject ?? null}) as known`;
  const [{ known }] = rows.parse(await asked);
  return known;
}

const forgotten = z.tuple([z.object({ owner: z.string().nullable() })]);

/** Makes the next contact the first one. Whom the console took for the admin site's owner until now; null: nobody yet. */
export async function forgetFarm(): Promise<string | null> {
  const [{ owner }] = forgotten.parse(await database().$queryRaw`select forget_farm() as owner`);
  return owner;
}
