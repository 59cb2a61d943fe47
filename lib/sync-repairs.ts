import { z } from "zod";
import { database } from "#lib/database/client.ts";

/** Who says so; whether they are an administrator is read again, from the database. */
interface Actor {
  id: number;
}

const times = z.tuple([z.object({ now: z.date() })]);
const freed = z.tuple([z.object({ freed: z.int().nullable() })]);
const continued = z.tuple([z.object({ continued: z.boolean().nullable() })]);

/** The database's time: by its clock it is known which wikis were removed before and which after. */
export async function databaseTime(): Promise<Date> {
  return times.parse(await database().$queryRaw`select clock_timestamp() as now`)[0].now;
}

/**
 * An administrator says that the farm was restarted: the names of removed wikis are free again.
 * @param until by the database's clock: what was removed later may still run. One in the future is taken for now.
 * @returns how many; undefined for anybody else, and then nothing was done
 */
export async function farmRestarted({ id }: Actor, until: Date): Promise<number | undefined> {
  const rows = await database().$queryRaw`select farm_restarted(${id}::int, ${until}::timestamptz) as freed`;
  return freed.parse(rows)[0].freed ?? undefined;
}

/**
 * An administrator says that this console is what another one was before its database was lost: the next sync adopts
 * that one's wikis. False when no wiki of the last listing is of that console, or anybody else says so.
 */
export async function continueConsole({ id }: Actor, uuid: string): Promise<boolean> {
  const rows = await database().$queryRaw`select continue_console(${id}::int, ${uuid}) as continued`;
  return continued.parse(rows)[0].continued ?? false;
}
