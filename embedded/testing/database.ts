import { join } from "node:path";
import pg from "pg";
import { freePort } from "#lib/process/ports.ts";
import { startPostgres } from "../postgres/start.ts";
import { migrate } from "./migrate.ts";
import { scratchFolder } from "./scratch-folder.ts";

export type TestDatabase = {
  /** A migrated, empty database. */
  url: string;
  /** One more of them, on the same server; takes some tens of milliseconds. */
  createDatabase(): Promise<string>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
};

/** A PostgreSQL server of its own for a test file, with migrated databases. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const scratch = scratchFolder();
  const server = await startPostgres({ dataDir: join(scratch.path, "postgres"), port: await freePort() });
  let count = 0;

  async function createDatabase(): Promise<string> {
    count += 1;
    const name = `test_${count}`;
    const url = new URL(server.url);
    const template = url.pathname.slice(1);
    // From another database, since nobody may be connected to the one that is copied.
    const client = new pg.Client({
      connectionString: Object.assign(new URL(url), { pathname: "/postgres" }).href,
    });
    await client.connect();
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await client.end();
    return Object.assign(url, { pathname: `/${name}` }).href;
  }

  async function stop(): Promise<void> {
    await server.stop();
    scratch.remove();
  }

  try {
    await migrate(server.url);
    return { url: await createDatabase(), createDatabase, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
