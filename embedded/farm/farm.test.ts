import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePorts } from "#embedded/testing/ports.ts";
import { type Oidc, startOidc } from "../oidc/start.ts";
import { HttpBrowser } from "../testing/http-browser.ts";
import { signInAtProvider } from "../testing/sign-in-at-provider.ts";
import { type Farm, startFarm } from "./start.ts";

const aliceSub = "6f1c2a6e-55b1-4d0c-9a3e-7b0a1d2c3e01";
const client = {
  clientId: "member-console",
  clientSecret: "a secret",
  redirectUris: ["http://localhost:9/x"],
};

// Services start slowly while other files' services start.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let oidc: Oidc;
let farm: Farm;
let farmPort: number;

const start = () =>
  startFarm({
    port: farmPort,
    dataDir: join(folder, "farm"),
    oidc: { issuerUrl: oidc.issuerUrl, ...client, ownerClaim: "sub" },
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "farm-"));
  const [oidcPort = 0, port = 0] = await freePorts(2);
  farmPort = port;
  const issuerUrl = `http://localhost:${oidcPort}`;
  oidc = await startOidc({
    port: oidcPort,
    issuerUrl,
    dataDir: join(folder, "oidc"),
    clients: [client],
    adminRole: "admin",
    farmPort,
  });
  farm = await start();
});
afterAll(async () => {
  await farm?.stop();
  await oidc?.stop();
  rmSync(folder, { recursive: true });
});

const sites = "/plugin/farmmanager/sites";

async function api(path: string, init: RequestInit = {}) {
  const response = await fetch(`${farm.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${farm.token}`, "content-type": "application/json" },
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

function create(domain: string) {
  const owner = { name: "Alice Archer", oauth2: { id: aliceSub }, memberConsole: { operation: "o1" } };
  return api(sites, { method: "POST", body: JSON.stringify({ domain, owner }) });
}

const siteUrl = (domain: string) => farm.siteUrlTemplate.replace("{domain}", domain);

async function signedIn(domain: string, name: string): Promise<HttpBrowser> {
  const browser = new HttpBrowser();
  const done = await signInAtProvider(browser, `${siteUrl(domain)}/auth/oauth2`, {
    username: name,
    password: name,
  });
  expect(done.url).toBe(`${siteUrl(domain)}/auth/loginDone`);
  return browser;
}

async function isOwner(browser: HttpBrowser, domain: string): Promise<unknown> {
  const { body } = await browser.visit(`${siteUrl(domain)}/auth/client-settings.json`);
  return JSON.parse(body).isOwner;
}

function edit(browser: HttpBrowser, domain: string, text: string) {
  const item = { type: "paragraph", id: "0123456789abcdef", text };
  const action = JSON.stringify({ type: "create", item: { title: "Page", story: [item] }, date: 1 });
  return browser.visit(`${siteUrl(domain)}/page/page/action`, { method: "PUT", form: { action } });
}

test("the API makes, shows, lists and archives a site, with our marker in its owner", async () => {
  const made = await create("listed.localhost");
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ name: "listed.localhost", status: "active", pages: 0 });
  expect((await create("listed.localhost")).status).toBe(409);

  const shown = await api(`${sites}/listed.localhost`);
  expect(shown.body).toMatchObject({
    owner: { oauth2: { id: aliceSub }, memberConsole: { operation: "o1" } },
  });
  const listed = await api(sites);
  expect(listed.body).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "listed.localhost" }),
      expect.objectContaining({ name: "localhost", owner: { name: "Farm" } }),
    ]),
  );
  await api(`${sites}/listed.localhost`, { method: "DELETE" });
  expect((await api(`${sites}/listed.localhost`)).body).toMatchObject({ status: "archived" });
  expect(await api(`${sites}/missing.localhost`)).toEqual({ status: 404, body: { error: "Site not found" } });
});

test("without the token, with another, and on a site that isn't the admin site, the API refuses", async () => {
  await create("plain.localhost");
  const browser = new HttpBrowser();
  const ask = (site: string, authorization: string) =>
    browser.visit(`${site}${sites}`, { headers: { authorization } });
  expect((await browser.visit(`${farm.url}${sites}`)).status).toBe(403);
  expect((await ask(farm.url, `Bearer ${farm.token}x`)).status).toBe(403);
  expect((await ask(farm.url, `Basic ${farm.token}`)).status).toBe(403);
  expect((await ask(siteUrl("plain.localhost"), `Bearer ${farm.token}`)).status).toBe(403);
});

test("on the site made for her, alice signs in, is its owner and edits; bob isn't and can't", async () => {
  await create("notes.localhost");
  const alice = await signedIn("notes.localhost", "alice");
  expect(await isOwner(alice, "notes.localhost")).toBe(true);
  expect((await edit(alice, "notes.localhost", "Hello")).status).toBe(200);
  expect((await alice.visit(`${siteUrl("notes.localhost")}/page.json`)).body).toContain("Hello");
  expect((await api(`${sites}/notes.localhost`)).body).toMatchObject({ pages: 1 });

  const bob = await signedIn("notes.localhost", "bob");
  expect(await isOwner(bob, "notes.localhost")).toBe(false);
  expect((await edit(bob, "notes.localhost", "Mine")).status).toBe(403);
  expect((await edit(new HttpBrowser(), "notes.localhost", "Anybody's")).status).toBe(403);
});

test("a look at an address before it is made takes nothing and opens nothing", async () => {
  const early = await new HttpBrowser().visit(siteUrl("early.localhost"));
  expect(early.status).toBe(400);
  expect(existsSync(join(farm.sitesDir, "early.localhost"))).toBe(false);

  expect((await create("early.localhost")).status).toBe(201);
  // The farm's file watcher admits the new folder a moment after it was made.
  const look = async () => (await new HttpBrowser().visit(siteUrl("early.localhost"))).status;
  await expect.poll(look, { timeout: 10_000 }).toBe(200);
  expect((await edit(new HttpBrowser(), "early.localhost", "Anybody's")).status).toBe(403);
  expect(await isOwner(await signedIn("early.localhost", "alice"), "early.localhost")).toBe(true);
});

test("nobody can claim or edit the admin site", async () => {
  const admin = await signedIn("localhost", "admin");
  expect((await admin.visit(`${farm.url}/auth/claim-wiki`)).status).toBe(403);
  expect((await edit(admin, "localhost", "Mine")).status).toBe(403);
});

test("a site has the plugins of a usual wiki and the sign-in's own files", async () => {
  await create("whole.localhost");
  const browser = new HttpBrowser();
  const look = async () => (await browser.visit(siteUrl("whole.localhost"))).status;
  await expect.poll(look, { timeout: 10_000 }).toBe(200);
  for (const file of ["/plugins/markdown/markdown.js", "/client.js", "/security/security.js"]) {
    expect((await browser.visit(`${siteUrl("whole.localhost")}${file}`)).status, file).toBe(200);
  }
  const plugins: unknown = JSON.parse((await browser.visit(`${farm.url}/system/plugins.json`)).body);
  expect(plugins).toEqual(expect.arrayContaining(["farmmanager", "paragraph", "markdown", "image"]));
});

test("the session's cookie carries the port, so that two farms don't sign each other's people out", async () => {
  await create("cookies.localhost");
  const browser = await signedIn("cookies.localhost", "alice");
  expect(browser.cookieNames("cookies.localhost")).toEqual([`wikiSession_${farmPort}`]);
});

test("after a restart its sites, its token and its sessions are there", async () => {
  await create("kept.localhost");
  const browser = await signedIn("kept.localhost", "alice");
  const { token } = farm;
  await farm.stop();
  farm = await start();
  expect(farm.token).toBe(token);
  expect(statSync(join(folder, "farm", "token")).mode & 0o777).toBe(0o600);
  expect(readdirSync(farm.sitesDir)).toContain("kept.localhost");
  expect(await isOwner(browser, "kept.localhost")).toBe(true);
});

test("a taken port and a silent provider are named, with what to do", async () => {
  await expect(start()).rejects.toThrow(
    /port \d+ \(the farm\) is taken: stop what .* or set fedwiki-farm-url$/,
  );
  const [port = 0, nobody = 0] = await freePorts(2);
  const nowhere = { issuerUrl: `http://localhost:${nobody}`, ...client, ownerClaim: "sub" };
  await expect(startFarm({ port, dataDir: join(folder, "farm2"), oidc: nowhere })).rejects.toThrow(
    /no OIDC provider answers at .*: check oidc-issuer-url/,
  );
});
