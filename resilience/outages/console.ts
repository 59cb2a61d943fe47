import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { startFarm } from "#embedded/farm/start.ts";
import { startOidc } from "#embedded/oidc/start.ts";
import { startPostgres } from "#embedded/postgres/start.ts";
import { type DatabaseProxy, startDatabaseProxy } from "#embedded/proxy/database.ts";
import { startTemporal } from "#embedded/temporal/start.ts";
import { freePort, freePorts } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { openDatabase } from "#lib/database/client.ts";
import { type FarmClient, farmClient } from "#lib/farm/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { type ConsoleProcess, startConsoleProcess, TODAY } from "./console-process.ts";
import { type LoadBalancer, startLoadBalancer } from "./load-balancer.ts";
import { type Service, startService } from "./service.ts";

export const PATIENCE_MS = 3_000;
export const SESSION_SECRET = "a secret of the tests, 32 characters";

export type Dependency = "postgres" | "temporal" | "farm" | "provider";

export interface WebProcess extends ConsoleProcess {
  port: number;
}

/** The whole console as an operator runs it: four services that can go away, one web server and one worker. */
export interface Console {
  /** The load balancer's. */
  baseUrl: string;
  balancer: LoadBalancer;
  issuer: string;
  services: Record<Dependency, Service>;
  /** Between the web server and PostgreSQL, whose sessions don't hang when its first process does. */
  databaseProxy: DatabaseProxy;
  web: WebProcess;
  worker: ConsoleProcess;
  /** Past the console. */
  database: PrismaClient;
  farm: FarmClient;
  /** Of this version, as `startWorker`. */
  startWeb(): Promise<WebProcess>;
  startWorker(): Promise<ConsoleProcess>;
  /** `member-console migrate` of this version. */
  migrate(): Promise<void>;
  stop(): Promise<void>;
}

/** @param first the root of the version that the database, the web server and the worker are of at first */
export async function startConsole({ first = TODAY } = {}): Promise<Console> {
  await requireBuilt();
  const scratch = scratchFolder();
  const folder = (name: string) => join(scratch.path, name);
  const [databasePort = 0, temporalPort = 0, uiPort = 0, oidcPort = 0, farmPort = 0] = await freePorts(5);
  const balancer = await startLoadBalancer();
  const baseUrl = balancer.url;
  const issuer = `http://localhost:${oidcPort}`;
  const client = { clientId: "console-of-the-tests", clientSecret: randomBytes(16).toString("hex") };

  const postgres = await startService(() =>
    startPostgres({ dataDir: folder("postgres"), port: databasePort }),
  );
  const temporal = await startService(() =>
    startTemporal({
      dataDir: folder("temporal"),
      port: temporalPort,
      uiPort,
      namespace: "default",
      tell: console.info,
    }),
  );
  const provider = await startService(() =>
    startOidc({
      issuerUrl: issuer,
      port: oidcPort,
      dataDir: folder("oidc"),
      clients: [{ ...client, redirectUris: [`${baseUrl}/api/auth/callback/oidc`] }],
      adminRole: "admin",
      farmPort,
    }),
  );
  const farm = await startService(() =>
    startFarm({
      port: farmPort,
      dataDir: folder("farm"),
      oidc: { issuerUrl: issuer, ...client, ownerClaim: "sub" },
    }),
  );
  const migrate = async (root: string) => {
    const env = { ...hostEnvironment(), MC_DATABASE_URL: postgres.first.url };
    const args = [join(root, "bin", "main.ts"), "migrate"];
    await promisify(execFile)(process.execPath, args, { cwd: scratch.path, env });
  };
  await migrate(first);
  const databaseProxy = await startDatabaseProxy({ target: postgres.first.url });

  const environment = {
    MC_BASE_URL: baseUrl,
    MC_DATABASE_URL: postgres.first.url,
    MC_TEMPORAL_ADDRESS: temporal.first.address,
    MC_OIDC_ISSUER_URL: issuer,
    MC_OIDC_CLIENT_ID: client.clientId,
    MC_OIDC_CLIENT_SECRET: client.clientSecret,
    MC_SESSION_SECRET: SESSION_SECRET,
    MC_FEDWIKI_FARM_URL: farm.first.url,
    MC_FEDWIKI_FARM_TOKEN: farm.first.token,
    MC_FEDWIKI_SITE_DOMAINS: "localhost",
    MC_FEDWIKI_SITE_URL: farm.first.siteUrlTemplate,
    MC_FEDWIKI_SITE_QUOTA: "1000",
    MC_FEDWIKI_CREATES_PER_HOUR: "1000",
    MC_FEDWIKI_SYNC_ENABLED: "false",
    MC_PATIENCE: `${PATIENCE_MS}ms`,
  };
  const processes: ConsoleProcess[] = [];
  async function startWeb(root: string): Promise<WebProcess> {
    const port = await freePort();
    const own = { ...environment, MC_PORT: String(port), MC_DATABASE_URL: databaseProxy.url };
    const web = await startConsoleProcess("web", own, { cwd: scratch.path, root });
    processes.push(web);
    return { ...web, port };
  }
  async function startWorker(root: string): Promise<ConsoleProcess> {
    const worker = await startConsoleProcess("worker", environment, { cwd: scratch.path, root });
    processes.push(worker);
    return worker;
  }
  const [web, worker] = await Promise.all([startWeb(first), startWorker(first)]);
  balancer.sendTo(web.port);
  const database = openDatabase(postgres.first.url);
  return {
    baseUrl,
    balancer,
    issuer,
    services: { postgres, temporal, farm, provider },
    databaseProxy,
    web,
    worker,
    database,
    farm: farmClient({ fedwikiFarmUrl: farm.first.url, fedwikiFarmToken: farm.first.token }),
    startWeb: () => startWeb(TODAY),
    startWorker: () => startWorker(TODAY),
    migrate: () => migrate(TODAY),
    async stop() {
      await Promise.all([...processes.map((each) => each.stop()), database.$disconnect()]);
      await Promise.all([balancer.stop(), databaseProxy.stop()]);
      await Promise.all([farm, provider, temporal, postgres].map((service) => service.stop()));
      scratch.remove();
    },
  };
}

/** Says so at once when these sources are built already, as they are within `npm test`. */
async function requireBuilt(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(TODAY, "bin", "build", "main.ts")], {
    cwd: TODAY,
    env: hostEnvironment(),
  });
}
