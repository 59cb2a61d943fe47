import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Exit, spawnGuarded } from "#lib/process/guarded.ts";
import { assertPortFree } from "#lib/process/ports.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import { requirePackage } from "../require-package.ts";
import { secretFile } from "../secret-file.ts";
import { discover } from "./discovery.ts";
import { prepareFolder } from "./folder.ts";
import { type FarmSettings, farmDomain } from "./settings.ts";

export type FarmOptions = {
  port: number;
  dataDir: string;
  oidc: {
    issuerUrl: string;
    clientId: string;
    clientSecret: string;
    /** The claim that stands in a site's `owner.json` as `oauth2.id`; "sub" unless configured otherwise. */
    ownerClaim: string;
  };
  /** The domains below which sites can be made; the farm's own unless configured otherwise. */
  siteDomains?: string[];
  /** What the FarmManager API asks for; made once and kept in `dataDir` unless configured. */
  token?: string;
};

export type Farm = {
  /** The admin site. */
  url: string;
  /** To be sent there as `Authorization: Bearer …`. */
  token: string;
  /** The domains below which sites can be made. */
  siteDomains: string[];
  /** How a browser reaches a site, with `{domain}` for its name. */
  siteUrlTemplate: string;
  sitesDir: string;
  pid: number;
  /** Resolves when it has ended, asked or not. */
  exited: Promise<Exit>;
  stop(): Promise<Exit>;
};

/**
 * Starts a FedWiki farm with the FarmManager plugin on loopback, its sites in `dataDir`. The provider must
 * answer already. Throws a StartError when it doesn't, the port is taken or the farm doesn't come up.
 */
export async function startFarm({
  port,
  dataDir,
  oidc,
  siteDomains = [farmDomain],
  token = secretFile(join(dataDir, "token")),
}: FarmOptions): Promise<Farm> {
  requirePackage("fedwiki/package.json", "fedwiki-farm-url");
  await assertPortFree(port, "the farm", "set port to another number, or set fedwiki-farm-url");
  const { authorizationUrl, tokenUrl } = await discover(oidc.issuerUrl);
  const folder = prepareFolder(dataDir);
  const settings: FarmSettings = {
    ...folder,
    port,
    siteDomains,
    token,
    cookieSecret: secretFile(join(dataDir, "cookie-secret")),
    signIn: { ...oidc, authorizationUrl, tokenUrl },
  };
  const settingsFile = join(dataDir, "settings.json");
  writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });

  const logFile = join(dataDir, "farm.log");
  const server = spawnGuarded({
    name: "The farm",
    command: process.execPath,
    args: [fileURLToPath(new URL("./main.ts", import.meta.url)), settingsFile],
    env: { HOME: dataDir },
    cwd: dataDir,
    output: { logFile },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 5_000,
  });
  const url = `http://${farmDomain}:${port}`;
  try {
    // The plugin is loaded after the site's first request, which is answered with an HTML page until then.
    await waitUntilReady(server, { ready: () => apiAnswers(url, token), timeoutMs: 60_000, logFile });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    token,
    siteDomains,
    siteUrlTemplate: `http://{domain}:${port}`,
    sitesDir: folder.sitesDir,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
  };
}

async function apiAnswers(url: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/plugin/farmmanager/sites/${farmDomain}`, { headers });
  return response.ok && (response.headers.get("content-type") ?? "").startsWith("application/json");
}
