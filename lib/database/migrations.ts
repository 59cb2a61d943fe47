import { readdir } from "node:fs/promises";
import path from "node:path";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** PostgreSQL's code for a table that isn't there, as Prisma's is in a database that was never migrated. */
export const UNDEFINED_TABLE = "42P01";

/** One row each, oldest first: `migration_name`. */
export const APPLIED_MIGRATIONS = `
  select migration_name from _prisma_migrations
  where finished_at is not null and rolled_back_at is null order by 1`;

/** Names of the migrations that this code carries, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}
