import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { Client, Connection, type WorkflowHandle } from "@temporalio/client";
import pino from "pino";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { startTestDatabase, type TestDatabase } from "#embedded/testing/database.ts";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { startTestTemporal } from "#embedded/testing/temporal.ts";
import { type Config, loadConfig } from "#lib/config.ts";
import {
  type CreateFedWikiSiteWorkflow,
  type DeleteFedWikiSiteWorkflow,
  type RestoreFedWikiSiteWorkflow,
  workflowNames,
} from "#lib/contracts/workflows.ts";
import { openDatabase } from "#lib/database/client.ts";
import { farmClient } from "#lib/farm/client.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { installTestRuntime, startTestWorker } from "./start-worker.ts";

export const SUPPORT_URL = "https://support.example.org";

/** Everything that a create or delete touches, for a test file: the real services, and a proxy before the farm. */
export interface World extends Services {
  client: Client;
  /** Runs a create as the console starts it, but under an id of its own and without a row. */
  create(user: User, domain: string): Promise<WorkflowHandle<CreateFedWikiSiteWorkflow>>;
  delete(user: User, domain: string): Promise<WorkflowHandle<DeleteFedWikiSiteWorkflow>>;
  restore(user: User, domain: string): Promise<WorkflowHandle<RestoreFedWikiSiteWorkflow>>;
}

/** The services that activities need. */
export interface Services {
  database: PrismaClient;
  postgres: TestDatabase;
  farm: TestFarm;
  proxy: FaultProxy;
  dependencies: ActivityDependencies;
  /** Lines of the log, as written. */
  logged: string[];
  /** A new member, with as many wikis left as the configuration gives. */
  addUser(changes?: Partial<Pick<User, "isAdmin" | "quota" | "name">>): Promise<User>;
  stop(): Promise<void>;
}

export async function startServices(environment: Record<string, string> = {}): Promise<Services> {
  const [postgres, farm] = await Promise.all([startTestDatabase(), startTestFarm()]);
  const proxy = await startFaultProxy({ target: farm.url });
  const database = openDatabase(postgres.url);
  const logged: string[] = [];
  const config = testConfig({
    MC_DATABASE_URL: postgres.url,
    MC_FEDWIKI_FARM_URL: proxy.url,
    MC_FEDWIKI_FARM_TOKEN: farm.token,
    MC_FEDWIKI_SITE_URL: farm.siteUrlTemplate,
    ...environment,
  });
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  return {
    database,
    postgres,
    farm,
    proxy,
    dependencies: { database, farm: farmClient(config, log), config, log },
    logged,
    addUser: (changes = {}) => addUser(database, changes),
    async stop() {
      await database.$disconnect();
      await proxy.stop();
      await farm.stop();
      await postgres.stop();
    },
  };
}

export async function startWorld(): Promise<World> {
  const { address, namespace, stop } = await startTestTemporal();
  const services = await startServices({ MC_TEMPORAL_ADDRESS: address, MC_TEMPORAL_NAMESPACE: namespace });
  installTestRuntime();
  const stopWorker = await startTestWorker(services.dependencies, address);
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const { temporalTaskQueue: taskQueue } = services.dependencies.config;
  return {
    ...services,
    client,
    create: (user, domain) =>
      client.workflow.start<CreateFedWikiSiteWorkflow>(workflowNames.create, {
        taskQueue,
        workflowId: randomUUID(),
        args: [createInput(user, domain)],
      }),
    delete: (user, domain) =>
      client.workflow.start<DeleteFedWikiSiteWorkflow>(workflowNames.delete, {
        taskQueue,
        workflowId: randomUUID(),
        args: [{ userId: user.id, domain, supportUrl: SUPPORT_URL }],
      }),
    restore: (user, domain) =>
      client.workflow.start<RestoreFedWikiSiteWorkflow>(workflowNames.restore, {
        taskQueue,
        workflowId: randomUUID(),
        args: [{ userId: user.id, domain, supportUrl: SUPPORT_URL }],
      }),
    async stop() {
      await stopWorker();
      await client.connection.close();
      await services.stop();
      await stop();
    },
  };
}

export function createInput(user: User, domain: string) {
  return {
    userId: user.id,
    domain,
    ownerName: user.name,
    ownerId: user.ownerClaim,
    isCustomDomain: false,
    supportUrl: SUPPORT_URL,
  };
}

/** A name that nobody has used; `NAME-….localhost`. */
export function freshDomain(name = "wiki"): string {
  return `${name}-${randomUUID().slice(0, 8)}.localhost`;
}

function testConfig(environment: Record<string, string>): Config {
  const env = {
    MC_FEDWIKI_SITE_DOMAINS: "localhost",
    MC_FEDWIKI_CREATES_PER_HOUR: "1000",
    MC_SUPPORT_URL: SUPPORT_URL,
    MC_FEDWIKI_SYNC_ENABLED: "false",
    ...environment,
  };
  return loadConfig({ env, cwd: tmpdir() });
}

function addUser(database: PrismaClient, changes: Partial<User>): Promise<User> {
  const sub = randomUUID();
  const name = `Member ${sub.slice(0, 4)}`;
  const data = { issuer: "tests", sub, name, username: name, ownerClaim: sub, ...changes };
  return database.user.create({ data });
}
