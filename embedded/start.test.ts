import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Config, loadConfig, portOffsets } from "#lib/config.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import { farmClient } from "#lib/farm/client.ts";
import { type Embedded, startEmbedded } from "./start.ts";
import { startTestOidc } from "./testing/oidc.ts";
import { freePortBlock } from "./testing/ports.ts";
import { type ScratchFolder, scratchFolder } from "./testing/scratch-folder.ts";

// Two stacks on two cores, beside the tests of other files.
vi.setConfig({ testTimeout: 120_000 });

let scratch: ScratchFolder;
beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(() => scratch.remove());

/** A configuration whose ports are free, with its data in a folder of that name. */
async function configuration(name: string, more: Record<string, string> = {}): Promise<Config> {
  const port = await freePortBlock();
  const env = { MC_PORT: String(port), MC_DATA_DIR: join(scratch.path, name), ...more };
  return loadConfig({ env, cwd: scratch.path });
}

async function start(config: Config): Promise<Embedded & { ready: string[] }> {
  const ready: string[] = [];
  const embedded = await startEmbedded(config, { ready: (name) => ready.push(name), tell: () => undefined });
  return { ...embedded, ready };
}

/** Process ids of the services whose data lies in a folder. */
function processesOf(folder: string): string[] {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(folder) && !line.includes("remover"));
}

test("two stacks run side by side, and a second start has the secrets of the first", async () => {
  const [one, two] = [await configuration("one"), await configuration("two")];
  const [first, other] = await Promise.all([start(one), start(two)]);
  expect(first.ready.toSorted()).toEqual(["FedWiki farm", "OIDC provider", "PostgreSQL", "Temporal"]);
  expect(first.settings).toMatchObject({
    embeddedServices: ["postgres", "temporal", "oidc", "farm"],
    oidcIssuerUrl: `http://localhost:${one.port + 1}`,
    fedwikiFarmUrl: `http://localhost:${one.port + 2}`,
    temporalAddress: `127.0.0.1:${one.port + 3}`,
  });
  expect(first.settings.fedwikiFarmToken).not.toBe(other.settings.fedwikiFarmToken);
  await Promise.all([first.stop(), other.stop()]);
  expect(processesOf(scratch.path)).toEqual([]);

  const again = await start(one);
  expect(again.settings).toEqual(first.settings);
  await again.stop();
});

test("what is configured isn't started: with everything but the farm, the farm alone", async () => {
  const oidc = await startTestOidc();
  const config = await configuration("farm", {
    MC_DATABASE_URL: "postgresql://nobody@localhost:1/nowhere",
    MC_TEMPORAL_ADDRESS: "localhost:1",
    MC_OIDC_ISSUER_URL: oidc.issuerUrl,
    MC_FEDWIKI_SYNC_ENABLED: "false",
    MC_SESSION_SECRET: "a secret of more than thirty-two characters",
  });
  const embedded = await start(config);
  expect(embedded.ready).toEqual(["FedWiki farm"]);
  expect(embedded.settings.sessionSecret).toBe(config.sessionSecret);
  expect(embedded.settings.databaseUrl).toBeUndefined();
  await embedded.stop();
  await oidc.stop();
});

test("what is configured of the embedded farm holds: its token, the wikis' domains and how a browser reaches them", async () => {
  const oidc = await startTestOidc();
  const config = await configuration("farm", {
    MC_DATABASE_URL: "postgresql://nobody@localhost:1/nowhere",
    MC_TEMPORAL_ADDRESS: "localhost:1",
    MC_OIDC_ISSUER_URL: oidc.issuerUrl,
    MC_FEDWIKI_FARM_TOKEN: "token-of-the-operator",
    MC_FEDWIKI_SITE_DOMAINS: "wikis.example.org",
    MC_FEDWIKI_SITE_URL: "https://{domain}",
  });
  const embedded = await start(config);
  const inForce = { ...config, ...embedded.settings };
  expect(inForce).toMatchObject({
    fedwikiFarmToken: "token-of-the-operator",
    fedwikiSiteDomains: ["wikis.example.org"],
    fedwikiSiteUrl: "https://{domain}",
  });
  const farm = farmClient(inForce);
  const marker = { console: "c", operation: "o" };
  await farm.create("notes.wikis.example.org", farmOwner("alice", "alice", marker));
  const listed: string[] = [];
  for await (const sites of farm.list()) listed.push(...sites.map(({ domain }) => domain));
  expect(listed).toContain("notes.wikis.example.org");
  await embedded.stop();
  await oidc.stop();
});

test("a taken port stops the start, and what had come up", async () => {
  const config = await configuration("taken");
  const squatter = createServer().listen(config.port + portOffsets.farm, "127.0.0.1");
  await once(squatter, "listening");
  await expect(start(config)).rejects.toThrow(/port \d+ \(the farm\) is taken/);
  squatter.close();
  await expect.poll(() => processesOf(scratch.path), { timeout: 60_000 }).toEqual([]);
});

test("a service that ends unasked is reported", async () => {
  const embedded = await start(await configuration("failing"));
  const [provider = ""] = processesOf(join(scratch.path, "failing", "oidc"));
  process.kill(Number.parseInt(provider, 10), "SIGKILL");
  expect(await embedded.failed).toBe("OIDC provider has ended unasked (SIGKILL)");
  await embedded.stop();
});

test("the death of the parent leaves no process", async () => {
  const config = await configuration("orphaned");
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(new URL("./start.ts", import.meta.url).href)});
    await startEmbedded(${JSON.stringify(config)}, { ready() {}, tell() {} });
    process.stdout.write("up\\n");`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(createInterface(parent.stdout), "line");
  expect(processesOf(join(scratch.path, "orphaned")).length).toBeGreaterThanOrEqual(4);
  parent.kill("SIGKILL");
  await expect.poll(() => processesOf(join(scratch.path, "orphaned")), { timeout: 60_000 }).toEqual([]);
});
