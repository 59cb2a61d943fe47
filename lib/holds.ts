import { z } from "zod";
import { callFunction } from "#lib/database/call-function.ts";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

const setHoldResult = z.enum(["set", "unknownWiki", "permissionDenied"]);
const liftHoldResult = z.enum(["lifted", "notHeld", "permissionDenied"]);

/** `unknownWiki`: the console neither has nor keeps a wiki of that name. `permissionDenied`: the actor is no administrator. */
export type SetHoldResult = z.infer<typeof setHoldResult>;
export type LiftHoldResult = z.infer<typeof liftHoldResult>;

/**
 * Keeps a wiki's owner from changing it here, whatever becomes of its row; a hold that stands gets the new reason, which
 * its owner reads. `actorId` is a user's id, read from the session; null means the command line.
 */
export async function setHold(
  actorId: number | null,
  domain: string,
  reason: string,
): Promise<SetHoldResult> {
  const call = Prisma.sql`set_hold(${actorId}::int, ${domain}, ${reason})`;
  return callFunction(database(), setHoldResult, call);
}

export async function liftHold(actorId: number | null, domain: string): Promise<LiftHoldResult> {
  return callFunction(database(), liftHoldResult, Prisma.sql`lift_hold(${actorId}::int, ${domain})`);
}
