/**
 * What `start` has brought up, for the other commands: `users`, `schedule` and `migrate` then need no addresses. It
 * holds secrets, so nobody else may read it.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "#lib/config.ts";

const addresses = z.object({
  databaseUrl: z.string().optional(),
  temporalAddress: z.string().optional(),
  oidcIssuerUrl: z.string().optional(),
  embeddedServices: z.array(z.string()),
});

function fileIn({ dataDir }: Config): string {
  return join(dataDir, "running.json");
}

export function noteRunningServices(config: Config): { stop(): Promise<void> } {
  const file = fileIn(config);
  mkdirSync(config.dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(addresses.parse(config)), { mode: 0o600 });
  return { stop: async () => rmSync(file, { force: true }) };
}

/** The configuration, with what it lacks taken from a stack that runs with the same data folder. */
export function withRunningServices(config: Config): Config {
  const running = readAddresses(config);
  if (running === undefined) return config;
  const { databaseUrl = running.databaseUrl, temporalAddress = running.temporalAddress } = config;
  const { oidcIssuerUrl = running.oidcIssuerUrl } = config;
  return {
    ...config,
    databaseUrl,
    temporalAddress,
    oidcIssuerUrl,
    embeddedServices: running.embeddedServices,
  };
}

/** Undefined while nothing is running: what is missing is then named by whoever needs it. */
function readAddresses(config: Config): z.output<typeof addresses> | undefined {
  try {
    return addresses.parse(JSON.parse(readFileSync(fileIn(config), "utf8")));
  } catch {
    return undefined;
  }
}
