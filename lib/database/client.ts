import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { getConfig } from "#lib/config.ts";
import { PrismaClient } from "#lib/generated/prisma/client.ts";

/**
 * Connections of one process. A worker runs 10 activities and 8 local activities at once, none of which holds more
 * than one, and two are left for what looks on. Two webs and two workers stay below PostgreSQL's own limit of 100.
 */
export const DATABASE_CONNECTIONS = 20;

/** A query that hangs ends inside the 30 s of its activity, whose place among the others it holds. */
const QUERY_TIMEOUT_MS = 28_000;
/** A page's own queries take milliseconds; what waits for a sync's locks takes seconds. */
const MOST_PATIENT_PAGE_MS = 5_000;

declare global {
  // Here and not in the module, since Next bundles modules more than once.
  var memberConsoleDatabase: PrismaClient | undefined;
}

/** This process's one client. It connects at first use, so a database that is down is an error of that use. */
export function database(): PrismaClient {
  globalThis.memberConsoleDatabase ??= openDatabase(configuredUrl());
  return globalThis.memberConsoleDatabase;
}

/**
 * For a process whose people wait in front of a page, before its first query: a database that hangs is an error before
 * they have waited as long as they would for a workflow.
 */
export function openImpatientDatabase(): void {
  const queryTimeoutMs = Math.min(MOST_PATIENT_PAGE_MS, getConfig().patienceMs + 1_500);
  globalThis.memberConsoleDatabase ??= openDatabase(configuredUrl(), { queryTimeoutMs });
}

/** Of each client, for what goes past Prisma. */
const pools = new WeakMap<PrismaClient, pg.Pool>();

/**
 * The pool that a client takes its connections from, for a statement with so much text that Prisma's copies of it
 * count. Only until the client is disconnected.
 */
export function poolOf(client: PrismaClient): pg.Pool {
  const pool = pools.get(client);
  if (pool === undefined) throw new TypeError("This client wasn't made by openDatabase.");
  return pool;
}

export async function closeDatabase(): Promise<void> {
  const client = globalThis.memberConsoleDatabase;
  globalThis.memberConsoleDatabase = undefined;
  await client?.$disconnect();
}

/**
 * A client of its own, for tests and for what looks at another database than the process's.
 * @param queryTimeoutMs after which a query that hangs is an error, and its connection is given up
 */
export function openDatabase(url: string, { queryTimeoutMs = QUERY_TIMEOUT_MS } = {}): PrismaClient {
  const pool = new pg.Pool({
    connectionString: url,
    max: DATABASE_CONNECTIONS,
    // Waiting for a free connection and making one, together; pg's own default is for ever.
    connectionTimeoutMillis: Math.min(5_000, queryTimeoutMs),
    query_timeout: queryTimeoutMs,
    // A server that vanished without a word is noticed.
    keepAlive: true,
    // The adapter drops the offset of a timestamptz, which is right in this zone alone.
    onConnect: async (client) => {
      await client.query("SET TIME ZONE 'UTC'");
    },
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  const ignore = () => undefined;
  pool.on("error", ignore);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onPoolError: ignore,
    onConnectionError: ignore,
  });
  const client = new PrismaClient({
    adapter,
    // Prisma's defaults are 2 s and 5 s. Waiting: as long as for a connection. Running: a sync applies 100,000 sites
    // in one transaction, inside the 30 s of its activity.
    transactionOptions: { maxWait: 5_000, timeout: QUERY_TIMEOUT_MS },
  });
  pools.set(client, pool);
  return client;
}

function configuredUrl(): string {
  const { databaseUrl } = getConfig();
  if (databaseUrl === undefined) throw new Error("database-url isn't set");
  return databaseUrl;
}
