import { getConfig } from "#lib/config.ts";
import { database } from "#lib/database/client.ts";

/** Who asks for a sync; the schedule's own runs have nobody. */
export interface SyncRequest {
  trigger: "button" | "command" | "start";
  userId?: number;
}

/**
 * Writes the operation that the next run will claim. Several workers that come up together ask for one start's sync:
 * they find the one that is there (SQL function `open_sync`).
 */
export async function openSync({ trigger, userId }: SyncRequest): Promise<string> {
  const { operationWaitMs } = getConfig();
  const rows = await database().$queryRaw<{ id: string }[]>`
    select open_sync(${trigger}::sync_trigger, ${userId ?? null}::int, ${operationWaitMs}::int)::text as id`;
  const [row] = rows;
  if (row === undefined) throw new Error("open_sync answered nothing");
  return row.id;
}

/**
 * Whether the sync is in good hands: claimed by a run, ended, or queued behind a run that hasn't ended in the
 * database and so will look for it (SQL function `sync_accepted`). `runId` is the run that Temporal says is going on.
 */
export async function isAccepted(operationId: string, runId: string | undefined): Promise<boolean> {
  const rows = await database().$queryRaw<{ accepted: boolean }[]>`
    select sync_accepted(${operationId}::uuid, ${runId ?? null}::text) as accepted`;
  return rows[0]?.accepted === true;
}
