import { z } from "zod";
import { database } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
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
