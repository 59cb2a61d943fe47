import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import { startDatabaseServer } from "./database-server.ts";
import { askShared } from "./shared/ask.ts";

export type TestDatabase = {
  /** A migrated, empty database. */
  url: string;
  /** One more of them, on the same server; takes some tens of milliseconds. */
  createDatabase(): Promise<string>;
  /** Removes them. */
  stop(): Promise<void>;
};

const serverOfTheRun = z.object({ url: z.string() });

/** Migrated databases for a test file, on the server that all files share. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const shared = await askShared("postgres", serverOfTheRun);
  const own = shared === undefined ? await startDatabaseServer() : undefined;
  const { url: template } = serverOfTheRun.parse(shared ?? own);
  const names: string[] = [];

  async function createDatabase(): Promise<string> {
    const name = `test_${randomUUID().replaceAll("-", "")}`;
    await administer(template, `CREATE DATABASE ${name} TEMPLATE ${new URL(template).pathname.slice(1)}`);
    names.push(name);
    return at(template, name);
  }

  async function stop(): Promise<void> {
    if (own !== undefined) return own.stop();
    for (const name of names) await administer(template, `DROP DATABASE ${name} WITH (FORCE)`);
  }

  return { url: await createDatabase(), createDatabase, stop };
}

/** From another database, since nobody may be connected to the one that is copied. */
async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: at(serverUrl, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function at(serverUrl: string, database: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;
}
