import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#embedded/testing/ports.ts";
import { HttpBrowser } from "../testing/http-browser.ts";
import { signInAtProvider } from "../testing/sign-in-at-provider.ts";
import { type Oidc, startOidc } from "./start.ts";

const console = "http://localhost:4321";
const callback = `${console}/api/auth/callback/oidc`;
const wikiCallback = "http://notes.localhost:4322/auth/oauth2/callback";
const client = { clientId: "member-console", clientSecret: "a+secret/with=signs", redirectUris: [callback] };

let dataDir: string;
let port: number;
let oidc: Oidc;
const start = () =>
  startOidc({
    port,
    issuerUrl: `http://localhost:${port}`,
    dataDir,
    clients: [client],
    adminRole: "admin",
    farmPort: 4322,
  });

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "oidc-"));
  port = await freePort();
  oidc = await start();
});
afterAll(async () => {
  await oidc?.stop();
  rmSync(dataDir, { recursive: true });
});

function authorization(more: Record<string, string> = {}): string {
  const query = { client_id: client.clientId, response_type: "code", scope: "openid profile email", ...more };
  return `${oidc.issuerUrl}/auth?${new URLSearchParams({ redirect_uri: callback, ...query })}`;
}

async function redeem(code: string, more: Record<string, string> = {}) {
  const response = await fetch(`${oidc.issuerUrl}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`${client.clientId}:${encodeURIComponent(client.clientSecret)}`)}`,
    },
    body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: callback, ...more }),
  });
  const body: unknown = await response.json();
  return { status: response.status, body: body as Record<string, string> };
}

/** A JWT's payload, after its signature was checked with the key that the provider publishes. */
async function verifiedPayload(jwt: string): Promise<Record<string, unknown>> {
  const [header = "", payload = "", signature = ""] = jwt.split(".");
  const decoded = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  const { keys } = JSON.parse(await (await fetch(`${oidc.issuerUrl}/jwks`)).text());
  const key = keys.find(({ kid }: { kid: string }) => kid === decoded(header).kid);
  const signed = Buffer.from(`${header}.${payload}`);
  const publicKey = createPublicKey({ key, format: "jwk" });
  expect(verify("RSA-SHA256", signed, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  return decoded(payload);
}

const codeOf = (address: string) => new URL(address).searchParams.get("code") ?? "";
const alice = { username: "alice", password: "alice" };

test("alice signs in with PKCE, state and nonce, and both ID token and userinfo say who she is", async () => {
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const pkce = { code_challenge: challenge, code_challenge_method: "S256", state: "s1", nonce: "n1" };
  const back = await signInAtProvider(new HttpBrowser(), authorization(pkce), alice, callback);
  expect(new URL(back.url).searchParams.get("state")).toBe("s1");

  const refused = await redeem(codeOf(back.url), { code_verifier: randomBytes(32).toString("base64url") });
  expect(refused.status).toBe(400);

  const again = await signInAtProvider(new HttpBrowser(), authorization(pkce), alice, callback);
  const { body } = await redeem(codeOf(again.url), { code_verifier: verifier });
  const payload = await verifiedPayload(body.id_token ?? "");
  expect(payload).toMatchObject({
    sub: "6f1c2a6e-55b1-4d0c-9a3e-7b0a1d2c3e01",
    name: "Alice Archer",
    preferred_username: "alice",
    email: "alice@example.org",
    roles: [],
    iss: oidc.issuerUrl,
    aud: client.clientId,
    nonce: "n1",
  });
  const userinfo = await fetch(`${oidc.issuerUrl}/me`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  expect(await userinfo.json()).toMatchObject({ sub: payload.sub, preferred_username: "alice", roles: [] });
});

test("admin has the role claim that makes an administrator", async () => {
  const person = { username: "admin", password: "admin" };
  const back = await signInAtProvider(new HttpBrowser(), authorization(), person, callback);
  const { body } = await redeem(codeOf(back.url));
  expect(await verifiedPayload(body.id_token ?? "")).toMatchObject({ roles: ["admin"] });
});

test("a wrong password is said so, and the username stays", async () => {
  const browser = new HttpBrowser();
  const wrong = await signInAtProvider(
    browser,
    authorization(),
    { username: "<bob>", password: "x" },
    callback,
  );
  expect(wrong.status).toBe(401);
  expect(wrong.body).toMatch(/role="alert">[^<]*don&#39;t belong together/);
  expect(wrong.body).toContain('value="&lt;bob&gt;"');
});

test("a second sign-in in the same browser asks nothing, and after sign-out it asks again", async () => {
  const browser = new HttpBrowser();
  const first = await signInAtProvider(browser, authorization(), alice, callback);
  const { body } = await redeem(codeOf(first.url));
  const second = await browser.visit(authorization(), { stopAt: callback });
  expect(codeOf(second.url)).not.toBe("");

  const query = {
    id_token_hint: body.id_token ?? "",
    post_logout_redirect_uri: `${console}/?bye`,
    state: "s2",
  };
  const out = await browser.visit(`${oidc.issuerUrl}/session/end?${new URLSearchParams(query)}`, {
    stopAt: console,
  });
  expect(out.url).toBe(`${console}/?bye=&state=s2`);
  expect((await browser.visit(authorization(), { stopAt: callback })).body).toContain("Sign in");
});

test("somebody else signs in over a session without a page in between, which forms without scripts would stop at", async () => {
  const browser = new HttpBrowser();
  await signInAtProvider(browser, authorization(), alice, callback);
  const bob = { username: "bob", password: "bob" };
  const back = await signInAtProvider(browser, authorization({ prompt: "login" }), bob, callback);
  const { body } = await redeem(codeOf(back.url));
  expect(await verifiedPayload(body.id_token ?? "")).toMatchObject({ preferred_username: "bob" });
  const again = await browser.visit(authorization(), { stopAt: callback });
  const { body: stillBob } = await redeem(codeOf(again.url));
  expect(await verifiedPayload(stillBob.id_token ?? "")).toMatchObject({ preferred_username: "bob" });
});

test("sign-out sends nobody to a page of somebody else", async () => {
  const query = { client_id: client.clientId, post_logout_redirect_uri: "http://localhost:4323/" };
  const out = await new HttpBrowser().visit(`${oidc.issuerUrl}/session/end?${new URLSearchParams(query)}`);
  expect(out.status).toBe(400);
});

test("a wiki of the farm gets a JWT access token that names the person", async () => {
  const address = authorization({ redirect_uri: wikiCallback });
  const back = await signInAtProvider(new HttpBrowser(), address, alice, wikiCallback);
  const { body } = await redeem(codeOf(back.url), { redirect_uri: wikiCallback });
  expect(await verifiedPayload(body.access_token ?? "")).toMatchObject({
    sub: "6f1c2a6e-55b1-4d0c-9a3e-7b0a1d2c3e01",
    preferred_username: "alice",
  });
});

test.each([
  "http://notes.localhost:4323/auth/oauth2/callback",
  "http://notes.example.org:4322/auth/oauth2/callback",
  "http://notes.localhost:4322/auth/oauth2/callback?x",
  "http://evil@notes.localhost:4322/auth/oauth2/callback",
  "http://notes.localhost.example.org:4322/auth/oauth2/callback",
  `${callback}/more`,
])("nobody is sent to %s", async (redirect_uri) => {
  expect((await new HttpBrowser().visit(authorization({ redirect_uri }))).status).toBe(400);
});

test("its cookies carry the port, so that two stacks don't sign each other out", async () => {
  const browser = new HttpBrowser();
  await signInAtProvider(browser, authorization(), alice, callback);
  const names = browser.cookieNames("localhost");
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name).toMatch(new RegExp(`_${port}(\\.sig)?$`));
});

test("after a restart the same keys sign, and they can be read by their owner alone", async () => {
  const keys = async () => (await fetch(`${oidc.issuerUrl}/jwks`)).text();
  const before = await keys();
  await oidc.stop();
  oidc = await start();
  expect(await keys()).toBe(before);
  for (const name of ["keys.json", "cookie-key", "settings.json"]) {
    expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
  }
});

test("a taken port is named, with what to do", async () => {
  await expect(start()).rejects.toThrow(
    `port ${port} (the OIDC provider) is taken: stop what listens there, or set port to another number, or set oidc-issuer-url`,
  );
});
