import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** `unknownWiki`: the console neither has nor keeps a wiki of that name. `permissionDenied`: the actor is no administrator. */
export type SetHoldResult = "set" | "unknownWiki" | "permissionDenied";
export type LiftHoldResult = "lifted" | "notHeld" | "permissionDenied";

const setRows = z.tuple([z.object({ result: z.enum(["set", "unknownWiki", "permissionDenied"]) })]);
const liftRows = z.tuple([z.object({ result: z.enum(["lifted", "notHeld", "permissionDenied"]) })]);

/**
 * Keeps a wiki's owner from changing it here, whatever becomes of its row; a hold that stands gets the new reason, which
 * its owner reads. `actorId` is a user's id, read from the session; null means the command line.
 */
export async function setHold(
  actorId: number | null,
  domain: string,
  reason: string,
): Promise<SetHoldResult> {
  const call = Prisma.sql`select set_hold(${actorId}::int, ${domain}, ${reason}) as result`;
  const [{ result }] = setRows.parse(await database().$queryRaw(call));
  return result;
}

export async function liftHold(actorId: number | null, domain: string): Promise<LiftHoldResult> {
  const call = Prisma.sql`select lift_hold(${actorId}::int, ${domain}) as result`;
  const [{ result }] = liftRows.parse(await database().$queryRaw(call));
  return result;
}
