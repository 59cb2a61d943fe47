import { readdir } from "node:fs/promises";
import path from "node:path";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { database } from "./client.ts";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");
const UNDEFINED_TABLE = "42P01";

/** The schema isn't the one this code was written for; the message says what to do. */
export class UnknownSchemaError extends Error {
  override name = "UnknownSchemaError";
}

/**
 * Web and worker refuse a schema they don't know: the migrations applied must be exactly those this code carries.
 * Throws UnknownSchemaError, or what the database says when it doesn't answer.
 */
export async function assertSchemaKnown(db: PrismaClient = database()): Promise<void> {
  const [known, applied] = await Promise.all([knownMigrations(), appliedMigrations(db)]);
  const missing = known.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !known.includes(name));
  if (foreign.length > 0) {
    throw new UnknownSchemaError(
      `The database has migrations that this version doesn't know (${foreign.join(", ")}): start the version that made them, or a newer one.`,
    );
  }
  if (missing.length > 0) {
    throw new UnknownSchemaError(
      `The database lacks ${missing.length} of ${known.length} migrations (${missing.join(", ")}): run member-console migrate.`,
    );
  }
}

async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** A database that was never migrated has no such table: none applied. */
async function appliedMigrations(db: PrismaClient): Promise<string[]> {
  try {
    const rows = await db.$queryRaw<{ migration_name: string }[]>`
      select migration_name from _prisma_migrations
      where finished_at is not null and rolled_back_at is null order by 1`;
    return rows.map((row) => row.migration_name);
  } catch (error) {
    if (error instanceof Error && error.message.includes(UNDEFINED_TABLE)) return [];
    throw error;
  }
}
