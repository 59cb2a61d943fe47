import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";

const FUNCTIONS = path.resolve(import.meta.dirname, "../../prisma/functions");

export interface SqlFunctions {
  sql: string;
  /** Tells one version of them from another. */
  hash: string;
}

let known: Promise<SqlFunctions> | undefined;

/**
 * The SQL functions that this code carries: prisma/functions, whatever version of them a migration once made. Read once:
 * a process that is asked whether it is ready compares them every few seconds, and is of one version.
 */
export function knownFunctions(): Promise<SqlFunctions> {
  known ??= readFunctions();
  return known;
}

async function readFunctions(): Promise<SqlFunctions> {
  const files = (await readdir(FUNCTIONS, { recursive: true }))
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(FUNCTIONS, file), "utf8")));
  const sql = texts.join("\n");
  return { sql, hash: createHash("sha256").update(sql).digest("hex") };
}

/**
 * Replaces the SQL functions of a migrated database by those of this code, in one transaction; safe to repeat.
 * True when they were others before.
 */
export async function installFunctions(url: string): Promise<boolean> {
  const { sql, hash } = await knownFunctions();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("begin");
    const installed = await client.query("select from console where functions_hash = $1", [hash]);
    if (installed.rowCount === 0) {
      // They call each other, whatever order the files have.
      await client.query("set local check_function_bodies = off");
      await client.query(sql);
      await client.query("update console set functions_hash = $1", [hash]);
    }
    await client.query("commit");
    return installed.rowCount === 0;
  } finally {
    await client.end();
  }
}
