/**
 * The configuration of this process. Keys: config/settings.ts; how values are found: config/load.ts.
 * Nothing else in the product reads or writes `process.env`.
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { type Config, loadConfig as load } from "./config/load.ts";
import type { Input } from "./config/sources.ts";

export { ConfigError } from "./config/config-error.ts";
export { HIGHEST_PORT, portOffsets, requireDefaultUser } from "./config/derive.ts";
export {
  configToEnvironment,
  describeConfig,
  describeDefault,
  publicKeys,
  secretValues,
} from "./config/describe.ts";
export { formatDuration } from "./config/durations.ts";
export { type ConfigKey, configKeys } from "./config/keys.ts";
export { isLoopback } from "./config/loopback.ts";
export type { Config };

declare global {
  // On globalThis, since Next bundles modules more than once.
  var memberConsoleConfig: Config | undefined;
}

/** @throws ConfigError with one line for the operator. */
export function loadConfig(input: Partial<Input> = {}): Config {
  return load({ env: process.env, cwd: process.cwd(), ...input });
}

/** This process's configuration: what a command installed, else from environment and file, read once. */
export function getConfig(): Config {
  globalThis.memberConsoleConfig ??= loadConfig();
  return globalThis.memberConsoleConfig;
}

/** For a command that has read flags, and for tests. */
export function installConfig(config: Config): void {
  globalThis.memberConsoleConfig = config;
}

/** What the system gave this process (PATH, HOME, …), without the configuration: for child processes and caches. */
export function hostEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith("MC_")) delete env[name];
  return env;
}

/** What can be fetched or built again, shared by all clones: Temporal's server, the tests' browser. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "member-console");
}

/** What Next and next-auth read from the environment; before either is loaded. */
export function prepareNextEnvironment({ baseUrl, sessionSecret }: Config, dev: boolean): void {
  Object.assign(process.env, {
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: baseUrl,
    ...(sessionSecret !== undefined && { NEXTAUTH_SECRET: sessionSecret }),
  });
}
