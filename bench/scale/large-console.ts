import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import type { Client } from "@temporalio/client";
import { startTestFarm } from "#embedded/testing/farm.ts";
import { configToEnvironment, loadConfig } from "#lib/config.ts";
import {
  type CreateFedWikiSiteWorkflow,
  type SyncFedWikiSitesWorkflow,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient, SyncRun } from "#lib/generated/prisma/client.ts";
import { startSharedServices } from "../../resilience/services.ts";
import { startWorkerProcess, type WorkerProcess } from "../../resilience/worker-process.ts";
import { MEMBERS, startLargeFarm } from "./large-farm.ts";

/** A database and a worker of its own, on a farm that lists as many wikis as were asked for. */
export interface LargeConsole {
  worker: WorkerProcess;
  /** The stand-in's listing alone, read and thrown away. */
  readListing(): Promise<void>;
  sync(): Promise<SyncRun>;
  /** By the first member. */
  create(name: string): Promise<void>;
  stop(): Promise<void>;
}

export interface LargeConsoles {
  start(wikis: number): Promise<LargeConsole>;
  stop(): Promise<void>;
}

/** The services that consoles of any size share; the workers' bundle of workflows must be built. */
export async function startLargeConsoles(): Promise<LargeConsoles> {
  const services = await startSharedServices();
  const farm = await startTestFarm(services.provider);
  const largeFarm = await startLargeFarm(farm.url);
  return {
    async start(wikis) {
      largeFarm.setSize(wikis);
      const databaseUrl = await services.postgres.createDatabase();
      const database = openDatabase(databaseUrl);
      await addMembers(database);
      const env = {
        MC_DATABASE_URL: databaseUrl,
        MC_TEMPORAL_ADDRESS: services.temporal.address,
        MC_TEMPORAL_NAMESPACE: services.temporal.namespace,
        MC_TEMPORAL_TASK_QUEUE: `bench-${wikis}`,
        MC_FEDWIKI_FARM_URL: largeFarm.url,
        MC_FEDWIKI_FARM_TOKEN: farm.token,
        MC_FEDWIKI_SITE_URL: farm.siteUrlTemplate,
        MC_FEDWIKI_SITE_DOMAINS: "localhost",
        MC_FEDWIKI_SITE_QUOTA: "1000000",
        MC_FEDWIKI_CREATES_PER_HOUR: "1000000",
        MC_FEDWIKI_SYNC_ENABLED: "false",
      };
      const worker = await startWorkerProcess(configToEnvironment(loadConfig({ env, cwd: tmpdir() })));
      const { client } = services;
      const queue = env.MC_TEMPORAL_TASK_QUEUE;
      return {
        worker,
        readListing: () => largeFarm.read(),
        sync: () => sync(client, queue, database),
        create: (name) => create(client, queue, name),
        async stop() {
          await worker.stop();
          await database.$disconnect();
        },
      };
    },
    async stop() {
      await largeFarm.stop();
      await farm.stop();
      await services.stop();
    },
  };
}

async function addMembers(database: PrismaClient): Promise<void> {
  await database.$executeRaw`
    insert into users (issuer, sub, name, username, owner_claim)
      select 'embedded', name, name, name, name
        from generate_series(1, ${MEMBERS}::int) as number, lateral (select 'member-' || number % ${MEMBERS}::int as name) each`;
}

async function sync(client: Client, taskQueue: string, database: PrismaClient): Promise<SyncRun> {
  const output = await client.workflow.execute<SyncFedWikiSitesWorkflow>(workflowNames.sync, {
    taskQueue,
    workflowId: `bench-sync-${randomUUID()}`,
    args: [{ defaultUserId: 1 }],
  });
  if (!output.success) throw new Error(output.errorMessage);
  return database.syncRun.findFirstOrThrow({ orderBy: { id: "desc" } });
}

async function create(client: Client, taskQueue: string, domain: string): Promise<void> {
  const member = "member-1";
  const output = await client.workflow.execute<CreateFedWikiSiteWorkflow>(workflowNames.create, {
    taskQueue,
    workflowId: `bench-create-${randomUUID()}`,
    args: [{ userId: 1, domain, ownerName: member, ownerId: member, isCustomDomain: false, supportUrl: "" }],
  });
  if (!output.success) throw new Error(output.errorMessage);
}
