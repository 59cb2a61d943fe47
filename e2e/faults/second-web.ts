import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { startTemporal } from "#embedded/temporal/start.ts";
import { freePorts } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { spawnGuarded } from "#lib/process/guarded.ts";
import { waitUntilReady } from "#lib/process/wait-until.ts";
import type { ConfiguredStack } from "./configured-stack.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A web server beside the stack's own, with a Temporal of its own that nobody's worker polls yet. */
export interface SecondWeb {
  baseUrl: string;
  /** Signs the page's person in here too: both web servers know the same sessions. */
  admit(page: Page): Promise<void>;
  startWorker(): void;
  stop(): Promise<void>;
}

export async function startSecondWeb(configured: ConfiguredStack): Promise<SecondWeb> {
  const scratch = scratchFolder();
  const stops: (() => unknown)[] = [() => scratch.remove()];
  const stop = async () => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const [port = 0, temporalPort = 0, uiPort = 0] = await freePorts(3);
    const dataDir = join(scratch.path, "temporal");
    const namespace = "default";
    const ports = { port: temporalPort, uiPort };
    const temporal = await startTemporal({ dataDir, ...ports, namespace, tell: console.info });
    stops.push(temporal.stop);
    const baseUrl = `http://localhost:${port}`;
    const flags = {
      ...configured.flags,
      port,
      "base-url": baseUrl,
      "data-dir": scratch.path,
      "temporal-address": temporal.address,
      "fedwiki-sync-enabled": false,
    };
    const spawn = (kind: "web" | "worker") => {
      const logFile = join(scratch.path, `${kind}.log`);
      const child = spawnGuarded({
        name: `The second ${kind}`,
        command: "bin/member-console",
        args: [kind, ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)],
        env: hostEnvironment(),
        cwd: repository,
        output: { logFile },
        stopSignal: "SIGTERM",
        stopTimeoutMs: 30_000,
      });
      stops.push(child.stop);
      return { child, logFile };
    };
    const { child, logFile } = spawn("web");
    const ready = async () => (await fetch(`${baseUrl}/healthz`)).ok;
    await waitUntilReady(child, { ready, timeoutMs: 60_000, logFile });
    return { baseUrl, admit: (page) => admit(page, configured.stack.baseUrl, port), startWorker, stop };

    function startWorker(): void {
      spawn("worker");
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port is part of a session's name. */
async function admit(page: Page, from: string, port: number): Promise<void> {
  const first = new URL(from).port;
  const cookies = await page.context().cookies(from);
  await page
    .context()
    .addCookies(cookies.map((cookie) => ({ ...cookie, name: cookie.name.replace(first, String(port)) })));
}
