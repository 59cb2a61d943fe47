import { ConfigError } from "#lib/config.ts";
import { StartError } from "#lib/process/start-error.ts";

/**
 * Prints why a command failed: one line for what the operator can do something about, all that is known for the rest.
 * Returns the exit code.
 */
export function reportFailure(error: unknown): number {
  process.stderr.write(
    `member-console: ${lineFor(error) ?? (error instanceof Error ? error.stack : String(error))}\n`,
  );
  return 1;
}

function lineFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  // By name: its class is in the generated client, which isn't there before the first build.
  return error.name.startsWith("PrismaClient") ? databaseLine(error) : undefined;
}

/** What went wrong with the database: Prisma's message ends with it, after the call that met it. */
function databaseLine(error: Error): string {
  const said = error.message.trim().split("\n").at(-1) ?? "";
  const remedy = /database .* does not exist/i.test(said) ? "; member-console migrate makes it." : "";
  return `The database (database-url) can't be used: ${said}${remedy}`;
}
