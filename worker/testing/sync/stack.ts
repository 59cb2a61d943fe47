import type { Client } from "@temporalio/client";
import { NativeConnection, type Worker } from "@temporalio/worker";
import { pino } from "pino";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { startTestDatabase } from "#embedded/testing/database.ts";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { startTestTemporal } from "#embedded/testing/temporal.ts";
import { type Config, installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { type FarmClient, farmClient } from "#lib/farm/client.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { closeTemporal, temporalClient } from "#lib/temporal/client.ts";
import { createWorker } from "../../create-worker.ts";

/** Everything a sync works with, real, and a proxy before the farm for the faults that a test asks for. */
export interface SyncStack {
  config: Config;
  db: PrismaClient;
  client: Client;
  farm: TestFarm;
  /** What the worker takes for the farm. */
  proxy: FaultProxy;
  /** Straight to the farm. */
  direct: FarmClient;
  /** User 1. */
  admin: User;
  addUser(sub: string): Promise<User>;
  /** Stops it when it is called. */
  startWorker(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

export async function startSyncStack(env: Record<string, string> = {}): Promise<SyncStack> {
  const [databases, temporal, farm] = await Promise.all([
    startTestDatabase(),
    startTestTemporal(),
    startTestFarm(),
  ]);
  const proxy = await startFaultProxy({ target: farm.url });
  const config = loadConfig({
    cwd: "/",
    env: {
      MC_DATABASE_URL: databases.url,
      MC_TEMPORAL_ADDRESS: temporal.address,
      MC_FEDWIKI_FARM_URL: proxy.url,
      MC_FEDWIKI_FARM_TOKEN: farm.token,
      MC_FEDWIKI_SITE_DOMAINS: farm.siteDomains.join(","),
      MC_FEDWIKI_SITE_URL: farm.siteUrlTemplate,
      MC_FEDWIKI_SYNC_DEFAULT_USER_ID: "1",
      MC_LOG_LEVEL: "silent",
      ...env,
    },
  });
  installConfig(config);
  const db = database();
  const client = await temporalClient();
  const addUser = (sub: string) =>
    db.user.create({ data: { issuer: "test", sub, name: sub, username: sub, ownerClaim: sub } });
  const admin = await addUser("admin");

  async function startWorker(): Promise<() => Promise<void>> {
    const connection = await NativeConnection.connect({ address: temporal.address });
    const dependencies = { database: db, farm: farmClient(config), config, log: pino({ level: "silent" }) };
    const worker: Worker = await createWorker(dependencies, { connection, fromSources: true });
    const work = worker.run();
    return async () => {
      worker.shutdown();
      await work;
      await connection.close();
    };
  }

  return {
    config,
    db,
    client,
    farm,
    proxy,
    direct: farmClient({ fedwikiFarmUrl: farm.url, fedwikiFarmToken: farm.token }),
    admin,
    addUser,
    startWorker,
    async stop() {
      await Promise.all([closeTemporal(), closeDatabase()]);
      await proxy.stop();
      await Promise.all([databases.stop(), temporal.stop(), farm.stop()]);
    },
  };
}
