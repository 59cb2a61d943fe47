import type { Config } from "#lib/config.ts";
import { EMBEDDED_ISSUER } from "#lib/embedded-issuer.ts";

/**
 * The issuer under which this configuration's people stand in the database; a person is (issuer, subject).
 * With or without a slash at its end it is the same provider.
 */
export function userIssuer(config: Pick<Config, "oidcIssuerUrl" | "embeddedServices">): string {
  const { oidcIssuerUrl, embeddedServices } = config;
  if (oidcIssuerUrl === undefined || embeddedServices.includes("oidc")) return EMBEDDED_ISSUER;
  return oidcIssuerUrl.replace(/\/$/, "");
}
