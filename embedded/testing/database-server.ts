import { join } from "node:path";
import { startPostgres } from "../postgres/start.ts";
import { migrate } from "./migrate.ts";
import { freePort } from "./ports.ts";
import { scratchFolder } from "./scratch-folder.ts";

export type DatabaseServer = {
  /** A migrated, empty database to copy. */
  url: string;
  stop(): Promise<void>;
};

/** A PostgreSQL server for many databases, with those of its settings that are named. */
export async function startDatabaseServer(settings: Record<string, string> = {}): Promise<DatabaseServer> {
  const scratch = scratchFolder();
  const server = await startPostgres({
    dataDir: join(scratch.path, "postgres"),
    port: await freePort(),
    settings,
  });

  async function stop(): Promise<void> {
    await server.stop();
    scratch.remove();
  }

  try {
    await migrate(server.url);
    return { url: server.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
