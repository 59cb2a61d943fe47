/** The native engine's two commands besides JSON-RPC, which answer with their exit code. */
import pg from "pg";

export const databaseCommands = ["can-connect-to-database", "create-database"] as const;
export type DatabaseCommand = (typeof databaseCommands)[number];

/** @throws pg.DatabaseError, or the connection's error. */
export async function runDatabaseCommand(command: DatabaseCommand, url: string): Promise<void> {
  if (command === "can-connect-to-database") return withClient(url, async () => undefined);
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const server = new URL(url);
  server.pathname = "/postgres";
  await withClient(server.href, async (client) => {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/** One log line as the native engine writes it; Prisma skips the first line of stderr and parses the others. */
export function errorLog(error: unknown): string {
  const missing = error instanceof pg.DatabaseError && error.code === "3D000";
  const message = `Can't reach the database: ${error instanceof Error ? error.message : String(error)}`;
  const fields = { error_code: missing ? "P1003" : "P1001", message };
  return `\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}`;
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
