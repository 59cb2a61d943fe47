import type { Config } from "#lib/config.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { assertSchemaKnown } from "#lib/database/schema-version.ts";
import { assertIssuerKnown } from "#lib/known-issuer.ts";
import { StartError } from "#lib/process/start-error.ts";

/**
 * For a process that starts, before its first query.
 * Throws StartError when the database isn't this version's or has another provider's users, with nothing left open: an
 * idle connection would keep a process that is to end for ten more seconds.
 */
export async function requireOurDatabase(config: Config): Promise<void> {
  try {
    await assertSchemaKnown();
    await assertIssuerKnown(config);
  } catch (error) {
    if (error instanceof StartError) await closeDatabase();
    throw error;
  }
}
