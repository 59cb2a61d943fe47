import { readFileSync } from "node:fs";
import type { TLSConfig } from "@temporalio/client";
import type { Config } from "#lib/config.ts";

export interface TemporalConnectionOptions {
  /** `host:port`. */
  address: string;
  tls?: TLSConfig | true;
  apiKey?: string;
}

/** How the client and the worker reach Temporal; throws when no address is in force or a certificate can't be read. */
export function temporalConnectionOptions(config: Config): TemporalConnectionOptions {
  if (config.temporalAddress === undefined) throw new Error("temporal-address isn't set");
  return {
    address: config.temporalAddress,
    ...(config.temporalTls && { tls: tlsOptions(config) }),
    ...(config.temporalApiKey !== undefined && { apiKey: config.temporalApiKey }),
  };
}

function tlsOptions(config: Config): TLSConfig {
  const { temporalTlsCaFile, temporalTlsCertFile, temporalTlsKeyFile, temporalTlsServerName } = config;
  return {
    ...(temporalTlsServerName !== undefined && { serverNameOverride: temporalTlsServerName }),
    ...(temporalTlsCaFile !== undefined && { serverRootCACertificate: readFileSync(temporalTlsCaFile) }),
    ...(temporalTlsCertFile !== undefined &&
      temporalTlsKeyFile !== undefined && {
        clientCertPair: { crt: readFileSync(temporalTlsCertFile), key: readFileSync(temporalTlsKeyFile) },
      }),
  };
}
