import type { Config } from "#lib/config.ts";
import { StartError } from "#lib/process/start-error.ts";
import { requireServices } from "../require-services.ts";
import { say, sayReady } from "./report.ts";

export interface EmbeddedServices {
  /** The whole configuration, with what was started. */
  config: Config;
  /** Resolves with a line for the operator when a service has ended unasked. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts what isn't configured.
 * @throws StartError when a service doesn't come up, or when this is a production install, which has none of them
 */
export async function startEmbeddedServices(config: Config): Promise<EmbeddedServices> {
  const { startEmbedded } = await import("#embedded/start.ts").catch((error: unknown) => {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing) throw error;
    const needed = [
      "databaseUrl",
      "temporalAddress",
      "oidcIssuerUrl",
      "fedwikiFarmUrl",
      "sessionSecret",
    ] as const;
    requireServices(config, "This installation has no embedded services, so start", needed);
    throw new StartError(`The embedded services can't be loaded: ${error.message}`);
  });
  const { settings, failed, stop } = await startEmbedded(config, { ready: sayReady, tell: say });
  return { config: { ...config, ...settings }, failed, stop };
}

/** Whether every service is configured, so that none has to be started. */
export function isAllConfigured(config: Config): boolean {
  const { databaseUrl, temporalAddress, oidcIssuerUrl, fedwikiFarmUrl, sessionSecret } = config;
  return [databaseUrl, temporalAddress, oidcIssuerUrl, fedwikiFarmUrl, sessionSecret].every(
    (value) => value !== undefined,
  );
}
