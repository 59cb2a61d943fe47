import { getConfig } from "#lib/config.ts";
import { NEWER_SCHEMA } from "#lib/health/probes.ts";
import { type Readiness, readiness } from "#lib/health/readiness.ts";
import { standingOf } from "#lib/health/standing.ts";
import { logger } from "#lib/log.ts";
import { ScheduleManager } from "#lib/schedule-manager.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import type { Metric, Sample } from "./format.ts";
import { ledgerMetrics } from "./ledger.ts";

/** All that is known now, within 2 s whatever hangs: what can't be asked is left out. Never throws. */
export async function collectMetrics(): Promise<Metric[]> {
  const [health, ledger, schedule] = await Promise.all([
    readiness(),
    known(ledgerMetrics),
    known(scheduleMetrics),
  ]);
  return [...healthMetrics(health), ...ledger, ...schedule];
}

function healthMetrics({ standings }: Readiness): Metric[] {
  const { worker, ...services } = standings;
  const isUp = ([service, { says }]: [string, { says: string }]): Sample => ({
    labels: { service },
    value: says === "ok" || says === NEWER_SCHEMA ? 1 : 0,
  });
  return [
    {
      name: "up",
      type: "gauge",
      help: "Whether what the console depends on answers as it should.",
      samples: Object.entries(services).map(isUp),
    },
    {
      name: "worker_polls",
      type: "gauge",
      help: "Whether a worker looks for work.",
      samples: services.temporal.says === "ok" ? [{ value: worker.says === "ok" ? 1 : 0 }] : [],
    },
    {
      name: "farm_latency_seconds",
      type: "gauge",
      help: "How long the farm takes to describe its admin site.",
      samples: services.farm.says === "ok" ? [{ value: services.farm.tookMs / 1000 }] : [],
    },
  ];
}

/** Paused when it is switched off by hand or isn't there. */
async function scheduleMetrics(): Promise<Metric[]> {
  if (!getConfig().fedwikiSyncEnabled) return [];
  const info = await new ScheduleManager(await temporalClient(), logger("metrics")).getSyncScheduleInfo();
  return [
    {
      name: "sync_paused",
      type: "gauge",
      help: "Whether the scheduled sync is paused, or missing.",
      samples: [{ value: info === undefined || info.paused ? 1 : 0 }],
    },
  ];
}

async function known(ask: () => Promise<Metric[]>): Promise<Metric[]> {
  let metrics: Metric[] = [];
  await standingOf(
    async () => {
      metrics = await ask();
      return "ok";
    },
    () => "not known",
  );
  return metrics;
}
