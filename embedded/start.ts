import { join } from "node:path";
import { type Config, portOffsets } from "#lib/config.ts";
import { startFarm } from "./farm/start.ts";
import { startOidc } from "./oidc/start.ts";
import { startPostgres } from "./postgres/start.ts";
import { type Reporter, RunningServices } from "./running-services.ts";
import { secretFile } from "./secret-file.ts";
import { startTemporal } from "./temporal/start.ts";

export type { Reporter };

export type Embedded = {
  /** What the configuration lacked: addresses and secrets of what was started, and which services these are. */
  settings: Partial<Config>;
  /** Resolves with a line for the operator when a service has ended without being told to. */
  failed: Promise<string>;
  stop(): Promise<void>;
};

/** What starting one service adds to the configuration. */
type Added = Partial<Config> & { embeddedServices: string[] };

const nothing: Added = { embeddedServices: [] };

/**
 * Starts every service whose address isn't configured, those that don't need each other at the same time.
 * Throws the first StartError; what has come up by then is stopped.
 */
export async function startEmbedded(config: Config, reporter: Reporter): Promise<Embedded> {
  const running = new RunningServices(reporter);
  try {
    const [database, workflows, signInAndFarm] = await Promise.all([
      config.databaseUrl === undefined ? startDatabase(config, running) : nothing,
      config.temporalAddress === undefined ? startWorkflows(config, running, reporter) : nothing,
      startSignInAndFarm(config, running),
    ]);
    const sessionSecret = config.sessionSecret ?? secretFile(join(config.dataDir, "session-secret"));
    const settings = { sessionSecret, ...merge(merge(database, workflows), signInAndFarm) };
    return { settings, failed: running.failed, stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function startDatabase(config: Config, running: RunningServices): Promise<Added> {
  const port = config.port + portOffsets.postgres;
  const dataDir = join(config.dataDir, "postgres");
  const { url } = await running.start("PostgreSQL", port, () => startPostgres({ dataDir, port }));
  return { databaseUrl: url, embeddedServices: ["postgres"] };
}

async function startWorkflows(config: Config, running: RunningServices, { tell }: Reporter): Promise<Added> {
  const port = config.port + portOffsets.temporal;
  const options = {
    dataDir: join(config.dataDir, "temporal"),
    port,
    uiPort: config.port + portOffsets.temporalUi,
    namespace: config.temporalNamespace,
    cliPath: config.temporalCliPath,
    tell,
  };
  const { address } = await running.start("Temporal", port, () => startTemporal(options));
  return { temporalAddress: address, embeddedServices: ["temporal"] };
}

/** One after the other, since the farm asks the provider where people sign in. */
async function startSignInAndFarm(config: Config, running: RunningServices): Promise<Added> {
  const signIn = config.oidcIssuerUrl === undefined ? await startSignIn(config, running) : nothing;
  const farm =
    config.fedwikiFarmUrl === undefined ? await startWikis({ ...config, ...signIn }, running) : nothing;
  return merge(signIn, farm);
}

async function startSignIn(config: Config, running: RunningServices): Promise<Added> {
  const port = config.port + portOffsets.oidc;
  const dataDir = join(config.dataDir, "oidc");
  const clientSecret = config.oidcClientSecret ?? secretFile(join(dataDir, "client-secret"));
  const redirectUris = [`${config.baseUrl}/api/auth/callback/oidc`];
  const options = {
    port,
    dataDir,
    issuerUrl: `http://localhost:${port}`,
    clients: [{ clientId: config.oidcClientId, clientSecret, redirectUris }],
    adminRole: config.oidcAdminRole,
    memberRole: config.oidcMemberRole,
    farmPort: config.port + portOffsets.farm,
  };
  const { issuerUrl } = await running.start("OIDC provider", port, () => startOidc(options));
  return { oidcIssuerUrl: issuerUrl, oidcClientSecret: clientSecret, embeddedServices: ["oidc"] };
}

async function startWikis(config: Config, running: RunningServices): Promise<Added> {
  const { oidcIssuerUrl: issuerUrl, oidcClientId: clientId } = config;
  if (issuerUrl === undefined) throw new Error("the farm is started before its provider");
  // A public client has no secret; the wiki's sign-in wants one all the same.
  const oidc = {
    issuerUrl,
    clientId,
    clientSecret: config.oidcClientSecret ?? "",
    ownerClaim: config.fedwikiOwnerClaim,
  };
  const port = config.port + portOffsets.farm;
  const dataDir = join(config.dataDir, "farm");
  const { fedwikiSiteDomains: siteDomains, fedwikiFarmToken: token } = config;
  const options = { port, dataDir, oidc, siteDomains, token };
  const farm = await running.start("FedWiki farm", port, () => startFarm(options));
  return { fedwikiFarmUrl: farm.url, fedwikiFarmToken: farm.token, embeddedServices: ["farm"] };
}

function merge(one: Added, other: Added): Added {
  return { ...one, ...other, embeddedServices: [...one.embeddedServices, ...other.embeddedServices] };
}
