/**
 * For Prisma's own command line (`prisma generate`, `migrate deploy|status|diff`).
 *
 * Prisma downloads a native schema engine, which not every place can reach; `prisma/schema-engine` speaks its protocol
 * over the same engine as WebAssembly. The database is the one `database-url` names, from the environment alone:
 * `member-console migrate` passes it on.
 */
import { join } from "node:path";
import { defineConfig } from "prisma/config";

process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, "prisma", "schema-engine");

const url = process.env.MC_DATABASE_URL;

export default defineConfig({
  schema: join("prisma", "schema.prisma"),
  migrations: { path: join("prisma", "migrations") },
  ...(url === undefined ? {} : { datasource: { url } }),
});
