import { ConfigError } from "#lib/config.ts";
import { StartError } from "#lib/process/start-error.ts";

/**
 * Prints why a command failed: one line for what the operator can do something about, all that is known for the rest.
 * Returns the exit code.
 */
export function reportFailure(error: unknown): number {
  const line = error instanceof ConfigError || error instanceof StartError ? error.message : undefined;
  process.stderr.write(`member-console: ${line ?? (error instanceof Error ? error.stack : String(error))}\n`);
  return 1;
}
