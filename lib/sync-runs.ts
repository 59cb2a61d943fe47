import { database } from "#lib/database/client.ts";
import type { SyncRun } from "#lib/generated/prisma/client.ts";

/** The latest syncs, failed ones too, newest first. For administrators alone: others get none. */
export async function recentSyncRuns(viewer: { isAdmin: boolean }, limit: number): Promise<SyncRun[]> {
  if (!viewer.isAdmin) return [];
  return database().syncRun.findMany({ orderBy: [{ startedAt: "desc" }, { id: "desc" }], take: limit });
}
