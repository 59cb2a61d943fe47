import { Client, Connection } from "@temporalio/client";
import { z } from "zod";
import { startTestDatabase, type TestDatabase } from "#embedded/testing/database.ts";
import { startTestOidc, type TestOidc } from "#embedded/testing/oidc.ts";
import { askShared } from "#embedded/testing/shared/ask.ts";
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
    // The lanes' workers start from the bundle of these sources, as in production.
    askShared("workflows", z.object({})),
  ]);
  const connection = await Connection.connect({ address: temporal.address });
  return {
    postgres,
    temporal,
    provider,
    client: new Client({ connection, namespace: temporal.namespace }),
    async stop() {
      await connection.close();
      await Promise.all([postgres.stop(), temporal.stop(), provider.stop()]);
    },
  };
}
