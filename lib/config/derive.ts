/** Defaults that depend on other keys, and the rules between keys. */
import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";
import type { Settings } from "./settings.ts";

/** Ports of the embedded services, after the web server's. */
export const portOffsets = { oidc: 1, farm: 2, temporal: 3, temporalUi: 4, postgres: 5 } as const;

/** @throws ConfigError naming the key that must be set. */
export function derive(settings: Settings, cwd: string) {
  const { fedwikiFarmUrl, oidcIssuerUrl, embeddedServices, port } = settings;
  const farmIsEmbedded = fedwikiFarmUrl === undefined || embeddedServices.includes("farm");
  const providerIsEmbedded = oidcIssuerUrl === undefined || embeddedServices.includes("oidc");
  const farmUrl = fedwikiFarmUrl ?? `http://localhost:${port + portOffsets.farm}`;
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

export type DerivedSettings = ReturnType<typeof derive>;

/** What is missing, given what is there. */
export function requireTogether(settings: DerivedSettings): void {
  if (!isLoopback(settings.baseUrl)) requireConfiguredServices(settings);
  if (settings.fedwikiFarmUrl !== undefined) {
    requireSet("fedwiki-farm-token", settings.fedwikiFarmToken, "when fedwiki-farm-url is set");
    requireSet("fedwiki-site-domains", settings.fedwikiSiteDomains[0], "when fedwiki-farm-url is set");
  }
  if (settings.fedwikiSyncEnabled) {
    const when = "when fedwiki-sync-enabled is true: the id of a user, which member-console users list shows";
    requireSet("fedwiki-sync-default-user-id", settings.fedwikiSyncDefaultUserId, when);
  }
  if ((settings.temporalTlsCertFile === undefined) !== (settings.temporalTlsKeyFile === undefined)) {
    throw new ConfigError("temporal-tls-cert-file and temporal-tls-key-file must be set together.");
  }
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
