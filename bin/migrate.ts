/** Applies the migrations with Prisma's own command line, one process at a time. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import pg from "pg";
import { hostEnvironment } from "#lib/config.ts";
import { installFunctions } from "#lib/database/functions.ts";
import { APPLIED_MIGRATIONS, knownMigrations, UNDEFINED_TABLE } from "#lib/database/migrations.ts";
import { StartError } from "#lib/process/start-error.ts";
import { root } from "./root.ts";

const run = promisify(execFile);
/** Any number that nobody else uses for an advisory lock in this database. */
const lock = 7_236_110_001;
const UNDEFINED_DATABASE = "3D000";

/**
 * Brings a database to this version's schema and makes the database if it isn't there.
 * Returns the names of what was applied: migrations, and `functions` when those were replaced. A schema that is newer than this version is left as it is:
 * web and worker refuse it.
 * @throws StartError when the database doesn't answer or a migration fails
 */
export async function migrate(url: string): Promise<string[]> {
  const server = new URL(url);
  server.pathname = "/postgres";
  // In another database than the one that is migrated, which may not exist yet.
  const client = new pg.Client({ connectionString: server.href });
  await client.connect().catch((error: unknown) => {
    throw new StartError(`database-url: ${server.host} doesn't answer: ${messageOf(error)}`);
  });
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lock]);
    const before = await appliedMigrations(url);
    const known = await knownMigrations();
    // Prisma's command line takes seconds to find out that there is nothing to do.
    if (!known.every((name) => before.includes(name))) await deploy(url);
    const after = await appliedMigrations(url);
    const isNewer = after.some((name) => !known.includes(name));
    const hasNewFunctions = !isNewer && (await installFunctions(url));
    return [...after.filter((name) => !before.includes(name)), ...(hasNewFunctions ? ["functions"] : [])];
  } finally {
    await client.end();
  }
}

async function deploy(url: string): Promise<void> {
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  const env = {
    ...hostEnvironment(),
    MC_DATABASE_URL: url,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
  try {
    await run(process.execPath, [prisma, "migrate", "deploy"], { cwd: root, env });
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : messageOf(error);
    const said = output
      .split("\n")
      .filter(
        (line) =>
          line.trim() !== "" &&
          !line.startsWith("Loaded Prisma config") &&
          !line.startsWith("Prisma schema loaded"),
      );
    throw new StartError(`The database couldn't be migrated: ${said.join(" ")}`);
  }
}

/** None where the database or Prisma's table isn't there yet. */
async function appliedMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ migration_name: string }>(APPLIED_MIGRATIONS);
    return rows.map((row) => row.migration_name);
  } catch (error) {
    const missing =
      error instanceof pg.DatabaseError && [UNDEFINED_DATABASE, UNDEFINED_TABLE].includes(error.code ?? "");
    if (missing) return [];
    throw error;
  } finally {
    await client.end();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
