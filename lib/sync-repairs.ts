import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** Who says so; whether they are an administrator is read again, from the database. */
interface Actor {
  id: number;
}

/** The database's time: by its clock it is known which wikis were removed before and which after. */
export function databaseTime(): Promise<Date> {
  return callFunction(database(), z.date(), Prisma.sql`clock_timestamp()`);
}

/**
 * An administrator says that the farm was restarted: the names of removed wikis are free again.
 * @param until by the database's clock: what was removed later may still run. One in the future is taken for now.
 * @returns how many; undefined for anybody else, and then nothing was done
 */
export async function farmRestarted({ id }: Actor, until: Date): Promise<number | undefined> {
  const call = Prisma.sql`farm_restarted(${id}::int, ${until}::timestamptz)`;
  return (await callFunction(database(), z.int().nullable(), call)) ?? undefined;
}

/**
 * An administrator says that this console is what another one was before its database was lost: the next sync adopts
 * that one's wikis. False when no wiki of the last listing is of that console, or anybody else says so.
 */
export async function continueConsole({ id }: Actor, uuid: string): Promise<boolean> {
  const call = Prisma.sql`continue_console(${id}::int, ${uuid})`;
  return (await callFunction(database(), z.boolean().nullable(), call)) ?? false;
}
