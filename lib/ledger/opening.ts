import { z } from "zod";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";

/** How the farm took it: `inDoubt` means that the request may be on its way. */
export type OpeningEnd = "opened" | "refused" | "inDoubt";

const rows = z.tuple([z.object({ id: z.guid().nullable() })]);

/** Leave to open a secured wiki, as an operation of nobody's; undefined when something else is done with it. */
export async function beginOpening(db: PrismaClient, domain: string): Promise<string | undefined> {
  const [{ id }] = rows.parse(await db.$queryRaw`select begin_opening(${domain}) as id`);
  return id ?? undefined;
}

export async function endOpening(db: PrismaClient, operationId: string, end: OpeningEnd): Promise<void> {
  await db.$executeRaw`select end_opening(${operationId}::uuid, ${end})`;
}
