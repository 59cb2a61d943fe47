/**
 * An adapter for `migrate diff` between two schemas, which needs no database and is given none. The engine asks one
 * question when it is made, the server's version; nothing else is answered.
 */
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlResultSet,
} from "@prisma/driver-adapter-utils";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

/** The oldest server the migrations are written for; the engine looks at the number alone. */
const oldestServer = { version: "PostgreSQL 14.0", number: 140_000 };

const adapter: SqlDriverAdapter = {
  provider: "postgres",
  adapterName: "offline",
  queryRaw: async ({ sql }) => (sql.includes("server_version_num") ? serverVersion() : noDatabase()),
  executeRaw: noDatabase,
  executeScript: noDatabase,
  startTransaction: noDatabase,
  getConnectionInfo: () => ({ supportsRelationJoins: true }),
  dispose: async () => undefined,
};

export const offlineAdapterFactory: SqlMigrationAwareDriverAdapterFactory = {
  provider: "postgres",
  adapterName: "offline",
  connect: async () => adapter,
  connectToShadowDb: noDatabase,
};

function serverVersion(): SqlResultSet {
  return {
    columnNames: ["exists", "version", "numeric_version"],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, oldestServer.version, oldestServer.number]],
  };
}

async function noDatabase(): Promise<never> {
  throw new Error("No database is configured: set database-url (MC_DATABASE_URL).");
}
