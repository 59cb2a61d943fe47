/** Defaults that depend on other keys, and the rules between keys. */
import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";
import type { Settings } from "./settings.ts";

/** Ports of the embedded services, after the web server's. */
export const portOffsets = { oidc: 1, farm: 2, temporal: 3, temporalUi: 4, postgres: 5 } as const;

/** TCP knows no higher one. */
export const HIGHEST_PORT = 65_535;

/** @throws ConfigError naming the key that must be set. */
export function derive(settings: Settings, cwd: string) {
  const { fedwikiFarmUrl, oidcIssuerUrl, embeddedServices, port } = settings;
  const farmIsEmbedded = fedwikiFarmUrl === undefined || embeddedServices.includes("farm");
  const providerIsEmbedded = oidcIssuerUrl === undefined || embeddedServices.includes("oidc");
  const farmUrl = fedwikiFarmUrl ?? embeddedFarmUrl(port);
  return {
    ...settings,
    dataDir: resolve(cwd, settings.dataDir),
    baseUrl: settings.baseUrl ?? `http://localhost:${port}`,
    supportUrl: settings.supportUrl ?? "",
    fedwikiSiteDomains: settings.fedwikiSiteDomains ?? (farmIsEmbedded ? ["localhost"] : []),
    fedwikiSiteUrl: settings.fedwikiSiteUrl ?? siteUrl(new URL(farmUrl)),
    fedwikiSyncEnabled: settings.fedwikiSyncEnabled ?? farmIsEmbedded,
    fedwikiSyncDefaultUserId: settings.fedwikiSyncDefaultUserId ?? (providerIsEmbedded ? 1 : undefined),
  };
}

function embeddedFarmUrl(port: number): string {
  if (port + portOffsets.farm > HIGHEST_PORT) {
    throw new ConfigError(`port ${port} is too high: the five after it are for the embedded services.`);
  }
  return `http://localhost:${port + portOffsets.farm}`;
}

export type DerivedSettings = ReturnType<typeof derive>;

/** What is missing, given what is there. */
export function requireTogether(settings: DerivedSettings): void {
  if (!isLoopback(settings.baseUrl)) requireConfiguredServices(settings);
  if (settings.fedwikiFarmUrl !== undefined) {
    requireSet("fedwiki-farm-token", settings.fedwikiFarmToken, "when fedwiki-farm-url is set");
    requireSet("fedwiki-site-domains", settings.fedwikiSiteDomains[0], "when fedwiki-farm-url is set");
  }
  if ((settings.temporalTlsCertFile === undefined) !== (settings.temporalTlsKeyFile === undefined)) {
    throw new ConfigError("temporal-tls-cert-file and temporal-tls-key-file must be set together.");
  }
  if (!settings.temporalTls) requireNoTlsKeys(settings);
}

/** Who set one believes that the connection is encrypted. */
function requireNoTlsKeys(settings: DerivedSettings): void {
  const keys = {
    "temporal-tls-ca-file": settings.temporalTlsCaFile,
    "temporal-tls-cert-file": settings.temporalTlsCertFile,
    "temporal-tls-server-name": settings.temporalTlsServerName,
  };
  const [first] = Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (first !== undefined) {
    throw new ConfigError(
      `${first} is set, but temporal-tls isn't: set temporal-tls to true, or remove ${first}.`,
    );
  }
}

/**
 * The user that the sync can't do without. Asked for by what runs or declares the sync alone, since who hasn't one yet
 * finds or adds one with the other commands.
 * @throws ConfigError saying how to come by one
 */
export function requireDefaultUser({
  fedwikiSyncDefaultUserId: id,
}: Pick<DerivedSettings, "fedwikiSyncDefaultUserId">): number {
  if (id !== undefined) return id;
  throw new ConfigError(
    "fedwiki-sync-default-user-id must be set when fedwiki-sync-enabled is true (with the embedded farm it is): start with fedwiki-sync-enabled set to false, sign in or run member-console users add, and set the id that member-console users list shows.",
  );
}

/** Embedded services are a convenience of loopback alone: a lost key must never bring up an empty database. */
function requireConfiguredServices(settings: DerivedSettings): void {
  const needed = {
    "database-url": settings.databaseUrl,
    "temporal-address": settings.temporalAddress,
    "oidc-issuer-url": settings.oidcIssuerUrl,
    "fedwiki-farm-url": settings.fedwikiFarmUrl,
    "session-secret": settings.sessionSecret,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 0) return;
  const must =
    missing.length === 1 ? `${missing[0]} must be set` : `these must be set: ${missing.join(", ")}`;
  throw new ConfigError(`base-url ${settings.baseUrl} isn't on this machine's loopback, so ${must}.`);
}

function requireSet(name: string, value: unknown, when: string): void {
  if (value === undefined) throw new ConfigError(`${name} must be set ${when}.`);
}

function siteUrl(farm: URL): string {
  return `${farm.protocol}//{domain}${farm.port === "" ? "" : `:${farm.port}`}`;
}
