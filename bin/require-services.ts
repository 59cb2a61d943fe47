import type { Config } from "#lib/config.ts";
import { StartError } from "#lib/process/start-error.ts";

/** Keys of services that only `start` brings up by itself. */
const keys = {
  databaseUrl: "database-url",
  temporalAddress: "temporal-address",
  oidcIssuerUrl: "oidc-issuer-url",
  fedwikiFarmUrl: "fedwiki-farm-url",
  sessionSecret: "session-secret",
} as const;

/** @throws StartError naming the keys that a command can't do without. */
export function requireServices(
  config: Config,
  command: string,
  needed: readonly (keyof typeof keys)[],
): void {
  const missing = needed.filter((setting) => config[setting] === undefined).map((setting) => keys[setting]);
  if (missing.length === 0) return;
  throw new StartError(
    `${command} needs ${missing.join(", ")}; only member-console start brings up services by itself.`,
  );
}
