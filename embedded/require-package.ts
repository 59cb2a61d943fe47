import { createRequire } from "node:module";
import { StartError } from "#lib/process/start-error.ts";

/**
 * Throws a StartError when a package of an embedded service isn't there: a production install does without
 * them all, and then each service is configured.
 * @param key the configuration key of the service's address
 */
export function requirePackage(name: string, key: string): void {
  try {
    createRequire(import.meta.url).resolve(name);
  } catch {
    throw new StartError(`${name} isn't installed, as on a production install: set ${key}, or run npm ci`);
  }
}
