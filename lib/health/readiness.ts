import { type Config, getConfig } from "#lib/config.ts";
import {
  farmStanding,
  NEWER_SCHEMA,
  postgresStanding,
  providerStanding,
  temporalStandings,
} from "./probes.ts";
import type { Standing } from "./standing.ts";

export interface Readiness {
  /** People can be served: the database is there, with the schema that this process started on or a newer one. */
  ready: boolean;
  standings: Record<"postgres" | "temporal" | "worker" | "farm" | "provider", Standing>;
}

/** However often it is asked, each service is asked no more often than this. */
const FRESH_MS = 2_000;

let latest: { at: number; answer: Promise<Readiness> } | undefined;

/** How this process and what it depends on stand, within 2 s. Never throws. */
export function readiness(): Promise<Readiness> {
  if (latest === undefined || performance.now() - latest.at > FRESH_MS) {
    latest = { at: performance.now(), answer: ask(getConfig()) };
  }
  return latest.answer;
}

async function ask(config: Config): Promise<Readiness> {
  const [postgres, { temporal, worker }, farm, provider] = await Promise.all([
    postgresStanding(),
    temporalStandings(config),
    farmStanding(config),
    providerStanding(config),
  ]);
  const ready = postgres.says === "ok" || postgres.says === NEWER_SCHEMA;
  return { ready, standings: { postgres, temporal, worker, farm, provider } };
}
