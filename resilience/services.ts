import { Client, Connection } from "@temporalio/client";
import { startTestDatabase, type TestDatabase } from "#embedded/testing/database.ts";
import { startTestOidc, type TestOidc } from "#embedded/testing/oidc.ts";
import { startTestTemporal, type TestTemporal } from "#embedded/testing/temporal.ts";

/** What all lanes share. */
export interface SharedServices {
  postgres: TestDatabase;
  temporal: TestTemporal;
  provider: TestOidc;
  client: Client;
  stop(): Promise<void>;
}

export async function startSharedServices(): Promise<SharedServices> {
  const [postgres, temporal, provider] = await Promise.all([
    startTestDatabase(),
    startTestTemporal(),
    startTestOidc(),
  ]);
  const connection = await Connection.connect({ address: temporal.address });
  return {
    postgres,
    temporal,
    provider,
    client: new Client({ connection }),
    async stop() {
      await connection.close();
      await Promise.all([postgres.stop(), temporal.stop(), provider.stop()]);
    },
  };
}
