import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import type { Client } from "@temporalio/client";
import { type DatabaseProxy, startDatabaseProxy } from "#embedded/proxy/database.ts";
import type { OnMessage } from "#embedded/proxy/message.ts";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { type Config, configToEnvironment, loadConfig } from "#lib/config.ts";
import { openDatabase } from "#lib/database/client.ts";
import { EMBEDDED_ISSUER } from "#lib/embedded-issuer.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { type FarmByHand, farmByHand } from "./farm-by-hand.ts";
import type { SharedServices } from "./services.ts";
import { startWorkerProcess, type WorkerProcess } from "./worker-process.ts";

/**
 * A console of its own beside others on one PostgreSQL and one Temporal: a database, a task queue and a farm. Its
 * workers are processes, which reach database, farm and wikis through proxies; the test itself goes past them.
 */
export interface Lane {
  config: Config;
  database: PrismaClient;
  databaseProxy: DatabaseProxy;
  farm: TestFarm;
  farmProxy: FaultProxy;
  byHand: FarmByHand;
  client: Client;
  /** Asked about every message of the workers, to the farm and to the database. */
  onMessage(callback: OnMessage | undefined): void;
  addUser(changes?: Partial<Pick<User, "isAdmin" | "quota">>): Promise<User>;
  startWorker(changes?: Record<string, string>): Promise<WorkerProcess>;
  stop(): Promise<void>;
}

export async function startLane({ postgres, temporal, provider, client }: SharedServices): Promise<Lane> {
  const [databaseUrl, farm] = await Promise.all([postgres.createDatabase(), startTestFarm(provider)]);
  const [databaseProxy, farmProxy] = await Promise.all([
    startDatabaseProxy({ target: databaseUrl }),
    startFaultProxy({ target: farm.url }),
  ]);
  const database = openDatabase(databaseUrl);
  const env = {
    MC_DATABASE_URL: databaseProxy.url,
    MC_TEMPORAL_ADDRESS: temporal.address,
    MC_TEMPORAL_NAMESPACE: temporal.namespace,
    MC_TEMPORAL_TASK_QUEUE: `lane-${randomUUID().slice(0, 8)}`,
    MC_FEDWIKI_FARM_URL: farmProxy.url,
    MC_FEDWIKI_FARM_TOKEN: farm.token,
    MC_FEDWIKI_SITE_URL: `http://{domain}:${new URL(farmProxy.url).port}`,
    MC_FEDWIKI_SITE_DOMAINS: "localhost",
    MC_FEDWIKI_CREATES_PER_HOUR: "100000",
    MC_FEDWIKI_SYNC_ENABLED: "false",
    MC_SUPPORT_URL: "https://support.example.org",
  };
  const config = loadConfig({ env, cwd: tmpdir() });
  return {
    config,
    database,
    databaseProxy,
    farm,
    farmProxy,
    byHand: farmByHand(farm),
    client,
    onMessage(callback) {
      databaseProxy.onMessage(callback);
      farmProxy.onMessage(callback);
    },
    addUser(changes = {}) {
      const sub = randomUUID();
      const name = `Member ${sub.slice(0, 4)}`;
      const data = { issuer: EMBEDDED_ISSUER, sub, name, username: name, ownerClaim: sub, ...changes };
      return database.user.create({ data });
    },
    startWorker: (changes) => startWorkerProcess({ ...configToEnvironment(config), ...changes }),
    async stop() {
      await Promise.all([database.$disconnect(), farmProxy.stop(), databaseProxy.stop()]);
      await farm.stop();
    },
  };
}
