/** One cheap question to each thing that the console depends on. */
import { z } from "zod";
import type { Config } from "#lib/config.ts";
import { isConnectionError } from "#lib/database/errors.ts";
import { schemaSinceStart, UnknownSchemaError } from "#lib/database/schema-version.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import { farmRequest } from "#lib/farm/request.ts";
import { temporalClient } from "#lib/temporal/client.ts";
import { hasRecentPoller } from "#lib/temporal/pollers.ts";
import { type Standing, standingOf } from "./standing.ts";

const TIMEOUT_MS = 1_500;
const unreachable = () => "can't be reached";
const discovery = z.object({ issuer: z.string() });

/** It is there and can be used: see decision 083. */
export const NEWER_SCHEMA = "newer schema";

export function postgresStanding(): Promise<Standing> {
  return standingOf(
    async () => {
      return (await schemaSinceStart()) === "known" ? "ok" : NEWER_SCHEMA;
    },
    (error) => {
      if (error instanceof UnknownSchemaError) return "its schema isn't this version's";
      return isConnectionError(error) ? "can't be reached" : "can't be used";
    },
  );
}

/** Temporal, by what it says of workers: `ok`, or that none looks for work. */
export async function temporalStandings({
  temporalTaskQueue,
}: Config): Promise<Record<"temporal" | "worker", Standing>> {
  let polls: boolean | undefined;
  const temporal = await standingOf(async () => {
    const client = await temporalClient();
    polls = await client.connection.withDeadline(Date.now() + TIMEOUT_MS, () =>
      hasRecentPoller(client, temporalTaskQueue),
    );
    return "ok";
  }, unreachable);
  const says = polls === undefined ? "not known" : polls ? "ok" : "none looks for work";
  return { temporal, worker: { says, tookMs: temporal.tookMs } };
}

/** The farm, by its admin site's own description: a listing would walk every file of every wiki. */
export function farmStanding(config: Config): Promise<Standing> {
  return standingOf(async () => {
    const domain = adminSiteDomain(config);
    const { status, body } = await farmRequest(config, { method: "GET", domain, timeoutMs: TIMEOUT_MS });
    if (status === 401 || status === 403) return "refuses the console's token";
    if (status !== 200) return `answers ${status}`;
    return body === undefined ? "doesn't answer as a farm" : "ok";
  }, unreachable);
}

export function providerStanding({ oidcIssuerUrl = "" }: Config): Promise<Standing> {
  return standingOf(async () => {
    const address = `${oidcIssuerUrl.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return `answers ${response.status}`;
    return discovery.safeParse(await response.json()).success ? "ok" : "doesn't describe itself";
  }, unreachable);
}
