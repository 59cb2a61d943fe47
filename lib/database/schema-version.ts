import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { StartError } from "#lib/process/start-error.ts";
import { database } from "./client.ts";
import { knownFunctions } from "./functions.ts";
import { APPLIED_MIGRATIONS, knownMigrations, UNDEFINED_TABLE } from "./migrations.ts";

/** The schema isn't the one this code was written for; the message says what to do. */
export class UnknownSchemaError extends StartError {
  override name = "UnknownSchemaError";
}

/** It has all that this code knows, and more, or other functions: a newer version's `migrate` has run. */
class NewerSchemaError extends UnknownSchemaError {
  override name = "NewerSchemaError";
}

/** Those that have found this code's own schema once: a process has one client. */
const foundKnown = new WeakSet<PrismaClient>();

/**
 * For a process that runs: `newer` when it started on its own schema and a newer version's `migrate` has run since,
 * which the release before is made to live with (decision 008).
 * @throws as `assertSchemaKnown`, for anything else that isn't its own
 */
export async function schemaSinceStart(db: PrismaClient = database()): Promise<"known" | "newer"> {
  try {
    await assertSchemaKnown(db);
    return "known";
  } catch (error) {
    if (error instanceof NewerSchemaError && foundKnown.has(db)) return "newer";
    throw error;
  }
}

/**
 * Web and worker refuse to start on a schema they don't know: the migrations applied must be exactly those this code
 * carries, and the functions those of this code.
 * Throws UnknownSchemaError, or what the database says when it doesn't answer.
 */
export async function assertSchemaKnown(db: PrismaClient = database()): Promise<void> {
  const [known, applied] = await Promise.all([knownMigrations(), appliedMigrations(db)]);
  const missing = known.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !known.includes(name));
  if (foreign.length > 0) {
    const Refusal = missing.length === 0 ? NewerSchemaError : UnknownSchemaError;
    throw new Refusal(
      `The database has migrations that this version doesn't know (${foreign.join(", ")}): start the version that made them, or a newer one.`,
    );
  }
  if (missing.length > 0) {
    throw new UnknownSchemaError(
      `The database lacks ${missing.length} of ${known.length} migrations (${missing.join(", ")}): run member-console migrate.`,
    );
  }
  const { hash } = await knownFunctions();
  const { functionsHash } = await db.console.findUniqueOrThrow({ where: { id: 1 } });
  if (functionsHash !== hash) {
    throw new NewerSchemaError(
      "The database's functions are those of another version: run member-console migrate with the newest version, and start that one.",
    );
  }
  foundKnown.add(db);
}

/** A database that was never migrated has no such table: none applied. */
async function appliedMigrations(db: PrismaClient): Promise<string[]> {
  try {
    const rows = await db.$queryRawUnsafe<{ migration_name: string }[]>(APPLIED_MIGRATIONS);
    return rows.map((row) => row.migration_name);
  } catch (error) {
    if (error instanceof Error && error.message.includes(UNDEFINED_TABLE)) return [];
    throw error;
  }
}
