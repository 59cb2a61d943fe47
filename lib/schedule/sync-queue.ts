import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { callFunction } from "#lib/database/call-function.ts";
import { database } from "#lib/database/client.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

/** Who asks for a sync; the schedule's own runs have nobody. */
export interface SyncRequest {
  trigger: "button" | "command" | "start";
  userId?: number;
  /** The refused run (SyncRun.runId) whose removals it is to apply. */
  appliesRunId?: string;
}

/** What was to be applied isn't a refused sync's, or whoever asked isn't an administrator. */
export class NothingToApplyError extends Error {
  override name = "NothingToApplyError";
  override message = "That sync has no refused removals that you could apply. Reload the page.";
}

/**
 * Writes the operation that the next run will claim. Several workers that come up together ask for one start's sync:
 * they find the one that is there (SQL function `open_sync`). Throws NothingToApplyError.
 */
export async function openSync({ trigger, userId, appliesRunId }: SyncRequest): Promise<string> {
  const { operationWaitMs } = getConfig();
  const asked = Prisma.sql`${trigger}::sync_trigger, ${userId ?? null}::int, ${operationWaitMs}::int`;
  const call =
    appliesRunId === undefined
      ? Prisma.sql`open_sync(${asked})`
      : Prisma.sql`open_applying_sync(${asked}, ${appliesRunId}::text)`;
  const id = await callFunction(database(), z.guid().nullable(), call);
  if (id === null) throw new NothingToApplyError();
  return id;
}

/**
 * Whether the sync is in good hands: claimed by a run, ended, or queued behind a run that hasn't ended in the
 * database and so will look for it (SQL function `sync_accepted`). `runId` is the run that Temporal says is going on.
 */
export function isAccepted(operationId: string, runId: string | undefined): Promise<boolean> {
  const call = Prisma.sql`sync_accepted(${operationId}::uuid, ${runId ?? null}::text)`;
  return callFunction(database(), z.boolean(), call);
}
