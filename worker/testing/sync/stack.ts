import type { Client } from "@temporalio/client";
import { startTestTemporal } from "#embedded/testing/temporal.ts";
import { type Config, installConfig } from "#lib/config.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { type FarmClient, farmClient } from "#lib/farm/client.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { closeTemporal, temporalClient } from "#lib/temporal/client.ts";
import { installTestRuntime, startTestWorker } from "../start-worker.ts";
import { type Services, startServices } from "../world.ts";

/** The services, Temporal with them, and this process set up as one of the console's. */
export interface SyncStack extends Omit<Services, "addUser"> {
  config: Config;
  client: Client;
  /** Straight to the farm, past the proxy. */
  direct: FarmClient;
  /** User 1. */
  admin: User;
  addUser(ownerClaim: string): Promise<User>;
  /** Stops it when it is called. */
  startWorker(): Promise<() => Promise<void>>;
}

export async function startSyncStack(environment: Record<string, string> = {}): Promise<SyncStack> {
  const temporal = await startTestTemporal();
  const services = await startServices({
    MC_TEMPORAL_ADDRESS: temporal.address,
    MC_TEMPORAL_NAMESPACE: temporal.namespace,
    ...environment,
  });
  const { database, dependencies, farm } = services;
  const { config } = dependencies;
  installConfig(config);
  installTestRuntime();
  const addUser = (sub: string) =>
    database.user.create({ data: { issuer: "tests", sub, name: sub, username: sub, ownerClaim: sub } });
  return {
    ...services,
    config,
    client: await temporalClient(),
    direct: farmClient({ fedwikiFarmUrl: farm.url, fedwikiFarmToken: farm.token }),
    admin: await addUser("admin"),
    addUser,

    startWorker: () => startTestWorker(dependencies, temporal.address),

    async stop() {
      await Promise.all([closeTemporal(), closeDatabase()]);
      await Promise.all([services.stop(), temporal.stop()]);
    },
  };
}
