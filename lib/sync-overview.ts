import { database } from "#lib/database/client.ts";
import type { Prisma, SyncRun } from "#lib/generated/prisma/client.ts";
import type { SyncScheduleInfo } from "./schedule/info.ts";
import type { Listed, Page } from "./sync-findings.ts";

interface Viewer {
  isAdmin: boolean;
}

export interface PreviewLine {
  domain: string;
  /** As an audit event of a sync calls it: sync-added, sync-archived …; `refused-…`: a guard would refuse it. */
  change: string;
  reason: string;
}

export interface Preview {
  operation: Prisma.OperationGetPayload<{ select: typeof asked }>;
  lines: Listed<PreviewLine>;
}

export interface RefusedRun {
  run: SyncRun;
  /** What it would have done; an administrator can have it applied unless there is none. */
  removals: Listed<{ domain: string; reason: string }>;
}

export interface SyncHealth {
  lastGoodAt: Date | null;
  /** Three intervals have passed without a good sync. */
  isOverdue: boolean;
  /** How long the farm took for the last listing, when that is long for the interval: lengthen the interval. */
  slowFarmMs: number | null;
}

/** Of the interval; a farm answers nobody else while it lists. */
const LONG_SHARE = 0.1;

const asked = {
  id: true,
  state: true,
  outcome: true,
  message: true,
  createdAt: true,
  endedAt: true,
  user: { select: { name: true } },
} as const;

/** What a sync would change, as somebody asked last. For administrators alone: null for others, here and below. */
export async function lastPreview(viewer: Viewer, { limit, skip = 0 }: Page): Promise<Preview | null> {
  if (!viewer.isAdmin) return null;
  const operation = await database().operation.findFirst({
    where: { kind: "preview" },
    select: asked,
    orderBy: { createdAt: "desc" },
  });
  if (operation === null) return null;
  const where = { operationId: operation.id };
  const [total, rows] = await Promise.all([
    database().previewLine.count({ where }),
    database().previewLine.findMany({
      where,
      select: { domain: true, change: true, reason: true },
      orderBy: [{ change: "asc" }, { domain: "asc" }],
      take: limit,
      skip,
    }),
  ]);
  return { operation, lines: { total, rows } };
}

/** The latest refused sync, unless a good one, or one that applied it, came after it. */
export async function refusedRun(viewer: Viewer, { limit, skip = 0 }: Page): Promise<RefusedRun | null> {
  if (!viewer.isAdmin) return null;
  const run = await database().syncRun.findFirst({
    where: { refusedBy: { not: null } },
    orderBy: { id: "desc" },
  });
  if (run === null) return null;
  const since = await database().syncRun.count({ where: { id: { gt: run.id }, success: true } });
  if (since > 0) return null;
  const where = { runId: run.runId };
  const [total, rows] = await Promise.all([
    database().refusedRemoval.count({ where }),
    database().refusedRemoval.findMany({
      where,
      select: { domain: true, reason: true },
      orderBy: { domain: "asc" },
      take: limit,
      skip,
    }),
  ]);
  return { run, removals: { total, rows } };
}

/** Whether the sync does its work. Nothing is said of a schedule without an interval. */
export async function syncHealth(
  viewer: Viewer,
  { intervalMs, createdAt }: Pick<SyncScheduleInfo, "intervalMs" | "createdAt">,
): Promise<SyncHealth | null> {
  if (!viewer.isAdmin) return null;
  const [lastGood, first, listed] = await Promise.all([
    database().syncRun.findFirst({ where: { success: true }, orderBy: { id: "desc" } }),
    database().syncRun.findFirst({ orderBy: { id: "asc" } }),
    database().syncRun.findFirst({ where: { farmMs: { not: null } }, orderBy: { id: "desc" } }),
  ]);
  // Before any run was recorded, as when no worker runs, it should have come since there is a schedule.
  const goodOrFirst = lastGood?.endedAt ?? first?.startedAt ?? createdAt;
  const farmMs = listed?.farmMs ?? 0;
  return {
    lastGoodAt: lastGood?.endedAt ?? null,
    isOverdue: intervalMs !== undefined && Date.now() - goodOrFirst.getTime() > 3 * intervalMs,
    slowFarmMs: intervalMs !== undefined && farmMs > LONG_SHARE * intervalMs ? farmMs : null,
  };
}
