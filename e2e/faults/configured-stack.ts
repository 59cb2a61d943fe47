import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { startFarm } from "#embedded/farm/start.ts";
import { startOidc } from "#embedded/oidc/start.ts";
import { startPostgres } from "#embedded/postgres/start.ts";
import { type Gate, startGate } from "#embedded/proxy/gate.ts";
import { type FaultProxy, startFaultProxy } from "#embedded/proxy/start.ts";
import { startTemporal } from "#embedded/temporal/start.ts";
import { freePortBlock, freePorts } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { QUIET_INTERVAL, type RunningStack, startStack } from "../stack/start.ts";

const clientId = "console-of-the-tests";

/** As an operator configures it: every service elsewhere, each behind something that makes its faults. */
export interface ConfiguredStack extends RunningStack {
  farmProxy: FaultProxy;
  oidcProxy: FaultProxy;
  databaseGate: Gate;
  temporalGate: Gate;
  /** What its processes were started with. */
  flags: Record<string, string>;
}

export async function startConfiguredStack(): Promise<ConfiguredStack> {
  const scratch = scratchFolder();
  const dataDir = scratch.path;
  const stops: (() => Promise<unknown>)[] = [async () => scratch.remove()];
  const running = <T extends { stop(): Promise<unknown> }>(service: T): T => {
    stops.unshift(() => service.stop());
    return service;
  };
  const stop = async () => {
    for (const each of stops) await each();
  };
  try {
    const port = await freePortBlock();
    const [oidcPort = 0, farmPort = 0, databasePort = 0, temporalPort = 0, uiPort = 0] = await freePorts(5);
    const postgres = running(
      await startPostgres({ dataDir: join(dataDir, "postgres-of-the-tests"), port: databasePort }),
    );
    const temporal = running(
      await startTemporal({
        dataDir: join(dataDir, "temporal-of-the-tests"),
        port: temporalPort,
        uiPort,
        namespace: "default",
        tell: console.info,
      }),
    );
    const databaseGate = running(await startGate(databasePort));
    const temporalGate = running(await startGate(temporalPort));
    const clientSecret = randomBytes(32).toString("hex");
    const oidcProxy = running(await startFaultProxy({ target: `http://127.0.0.1:${oidcPort}` }));
    running(
      await startOidc({
        issuerUrl: oidcProxy.url,
        port: oidcPort,
        dataDir: join(dataDir, "oidc"),
        clients: [
          { clientId, clientSecret, redirectUris: [`http://localhost:${port}/api/auth/callback/oidc`] },
        ],
        adminRole: "admin",
        farmPort,
      }),
    );
    const oidc = { issuerUrl: oidcProxy.url, clientId, clientSecret, ownerClaim: "sub" };
    const farm = running(await startFarm({ port: farmPort, dataDir: join(dataDir, "farm"), oidc }));
    const farmProxy = running(await startFaultProxy({ target: farm.url }));
    const databaseUrl = Object.assign(new URL(postgres.url), { port: String(databaseGate.port) }).href;
    const flags = {
      "session-secret": randomBytes(32).toString("hex"),
      "database-url": databaseUrl,
      "temporal-address": `127.0.0.1:${temporalGate.port}`,
      "oidc-issuer-url": oidc.issuerUrl,
      "oidc-client-id": clientId,
      "oidc-client-secret": clientSecret,
      "fedwiki-farm-url": farmProxy.url,
      "fedwiki-farm-token": farm.token,
      "fedwiki-site-domains": "localhost,members.localhost",
      "fedwiki-custom-domains": "true",
      // Few members make all of the tests' wikis.
      "fedwiki-creates-per-hour": "1000",
      "fedwiki-sync-enabled": "true",
      "fedwiki-sync-interval": QUIET_INTERVAL,
      "fedwiki-sync-default-user-id": "1",
      "support-url": "https://support.example.org",
      // Long enough for whatever needs no farm, and so short that a farm that is down is followed soon.
      patience: "3s",
    };
    const stack = running(
      await startStack({
        port,
        dataDir,
        flags: Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
        services: {
          databaseUrl: postgres.url,
          temporalAddress: temporal.address,
          farmUrl: farm.url,
          farmToken: farm.token,
          farmDataDir: farm.sitesDir,
          siteUrlTemplate: farm.siteUrlTemplate.replace(`:${farmPort}`, `:${new URL(farmProxy.url).port}`),
        },
      }),
    );
    return { ...stack, farmProxy, oidcProxy, databaseGate, temporalGate, flags, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
