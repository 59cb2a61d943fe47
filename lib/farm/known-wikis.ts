import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { database } from "#lib/database/client.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";
import type { SiteOwner } from "./owner.ts";

export interface KnownWiki {
  domain: string;
  farmSubject: string | null;
}

const wikis = z.array(
  z.object({ domain: z.string(), farmSubject: z.string().nullable() }),
) satisfies z.ZodType<KnownWiki[]>;

/** Wikis that the farm described and that nothing is being done with; what was seen last comes first. */
export async function confirmedWikis(
  db: PrismaClient,
  { except, limit }: { except: readonly string[]; limit: number },
): Promise<KnownWiki[]> {
  // One parameter, however many names there are: PostgreSQL takes no more than 65,535 of them.
  const found = await db.$queryRaw`
    select domain, farm_subject as "farmSubject" from site
      where state in ('active', 'readonly') and confirmed_at is not null and domain <> all(${[...except]}::text[])
      order by confirmed_at desc limit ${limit}`;
  return wikis.parse(found);
}

/** Whether the farm's admin site has the owner that it had at first contact; the first one that is asked about is kept. */
export async function isAdminOwner(db: PrismaClient, owner: SiteOwner): Promise<boolean> {
  return callFunction(db, z.boolean(), Prisma.sql`farm_witness(${owner.name}, ${owner.subject ?? null})`);
}

/** Makes the next contact the first one. Whom the console took for the admin site's owner until now; null: nobody yet. */
export async function forgetFarm(): Promise<string | null> {
  return callFunction(database(), z.string().nullable(), Prisma.sql`forget_farm()`);
}
