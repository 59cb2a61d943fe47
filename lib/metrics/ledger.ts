/** What the database knows of how things go. What counts as refused: as `refusedRun` of lib/sync-overview.ts. */
import { database } from "#lib/database/client.ts";
import type { Metric } from "./format.ts";

/** Throws when the database can't be read. */
export async function ledgerMetrics(): Promise<Metric[]> {
  const [syncs, [underWay], ended, unknown] = await Promise.all([
    readSyncs(),
    readUnderWay(),
    readEnded(),
    database().operation.count({ where: { state: "unknown" } }),
  ]);
  return [
    {
      name: "last_good_sync_age_seconds",
      type: "gauge",
      help: "Time since the last sync that succeeded; +Inf before the first.",
      samples: [{ value: syncs.good_age ?? Number.POSITIVE_INFINITY }],
    },
    {
      name: "sync_refused_removals",
      type: "gauge",
      help: "Changes that a sync refused to make, until they are applied or a sync succeeds.",
      samples: [{ value: syncs.refused ?? 0 }],
    },
    {
      name: "sync_farm_seconds",
      type: "gauge",
      help: "How long the farm took to list its sites for the latest sync.",
      samples: syncs.farm_ms === null ? [] : [{ value: syncs.farm_ms / 1000 }],
    },
    {
      name: "operations_under_way",
      type: "gauge",
      help: "Operations that haven't ended.",
      samples: [{ value: underWay?.count ?? 0 }],
    },
    {
      name: "oldest_operation_age_seconds",
      type: "gauge",
      help: "Age of the oldest operation that hasn't ended; 0 when there is none.",
      samples: [{ value: underWay?.oldest ?? 0 }],
    },
    {
      name: "operations_unknown",
      type: "gauge",
      help: "Operations that ended without anybody knowing what the farm did; the workers still ask it.",
      samples: [{ value: unknown }],
    },
    {
      name: "operations_total",
      type: "counter",
      help: "Operations that have ended for good, by kind and outcome.",
      samples: ended.map(({ kind, outcome, count }) => ({ labels: { kind, outcome }, value: count })),
    },
  ];
}

interface Syncs {
  good_age: number | null;
  refused: number | null;
  farm_ms: number | null;
}

async function readSyncs(): Promise<Syncs> {
  const [row] = await database().$queryRaw<Syncs[]>`
    select
      (select extract(epoch from clock_timestamp() - max(ended_at))::float8 from sync_run where success) as good_age,
      (select refused from sync_run
        where refused_by is not null and id > coalesce((select max(id) from sync_run where success), 0)
        order by id desc limit 1) as refused,
      (select farm_ms from sync_run where farm_ms is not null order by started_at desc, id desc limit 1) as farm_ms`;
  return row ?? { good_age: null, refused: null, farm_ms: null };
}

function readUnderWay(): Promise<{ count: number; oldest: number | null }[]> {
  return database().$queryRaw`
    select count(*)::int as count, extract(epoch from clock_timestamp() - min(created_at))::float8 as oldest
    from operation where state in ('running', 'sent')`;
}

/** Without the unknown ones: each of them will count as what it turns out to be, and a counter never goes back. */
function readEnded(): Promise<{ kind: string; outcome: string; count: number }[]> {
  return database().$queryRaw`
    select kind::text as kind, coalesce(outcome, state::text) as outcome, count(*)::int as count
    from operation where state not in ('running', 'sent', 'unknown')
    group by 1, 2 order by 1, 2`;
}
