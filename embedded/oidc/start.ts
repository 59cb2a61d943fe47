import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Exit, spawnGuarded } from "#lib/process/guarded.ts";
import { assertPortFree } from "#lib/process/ports.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import { requirePackage } from "../require-package.ts";
import type { OidcSettings } from "./settings.ts";

export type Oidc = {
  issuerUrl: string;
  pid: number;
  /** Resolves when it has ended, asked or not. */
  exited: Promise<Exit>;
  stop(): Promise<Exit>;
};

/**
 * Starts the OIDC provider with its three people, in a process of its own, on loopback.
 * Throws a StartError when the port is taken or it doesn't come up.
 */
export async function startOidc(settings: OidcSettings): Promise<Oidc> {
  const { dataDir, issuerUrl, port } = settings;
  requirePackage("oidc-provider", "oidc-issuer-url");
  await assertPortFree(port, "the OIDC provider", "set port to another number, or set oidc-issuer-url");
  mkdirSync(dataDir, { recursive: true });
  // A file, since it holds the clients' secrets: arguments can be seen by everybody on the machine.
  const settingsFile = join(dataDir, "settings.json");
  writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });

  const logFile = join(dataDir, "oidc.log");
  const server = spawnGuarded({
    name: "The OIDC provider",
    command: process.execPath,
    args: [fileURLToPath(new URL("./main.ts", import.meta.url)), settingsFile],
    env: {},
    cwd: dataDir,
    output: { logFile },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 5_000,
  });
  try {
    const discovery = `http://127.0.0.1:${port}/.well-known/openid-configuration`;
    const ready = async () => (await fetch(discovery)).ok;
    await waitUntilReady(server, { ready, timeoutMs: 30_000, logFile });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    issuerUrl,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
  };
}
