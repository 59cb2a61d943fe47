import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Config, loadConfig } from "./load.ts";
import type { Input } from "./sources.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "config-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function load(input: Partial<Input> & { file?: string } = {}): Config {
  if (input.file !== undefined) writeFileSync(join(cwd, "mc-config.yaml"), input.file);
  return loadConfig({ env: {}, cwd, ...input });
}

const production = {
  MC_BASE_URL: "https://console.example.org",
  MC_DATABASE_URL: "postgresql://console:hunter2@db/console",
  MC_TEMPORAL_ADDRESS: "temporal:7233",
  MC_OIDC_ISSUER_URL: "https://login.example.org/",
  MC_FEDWIKI_FARM_URL: "https://farm.example.org",
  MC_FEDWIKI_FARM_TOKEN: "token-of-the-farm",
  MC_FEDWIKI_SITE_DOMAINS: "wiki.example.org, other.example.org",
  MC_SESSION_SECRET: "0123456789abcdef0123456789abcdef",
};

describe("the seed's examples", () => {
  test("Configuration, the YAML", () => {
    const config = load({
      file: `fedwiki-sync-enabled: true
fedwiki-sync-interval: 1h           # Sync interval (default: 1 hour)
fedwiki-sync-default-user-id: 1     # User ID for orphaned sites
fedwiki-sync-trigger-immediately: true  # Run sync on startup
`,
    });
    expect(config).toMatchObject({
      fedwikiSyncEnabled: true,
      fedwikiSyncIntervalMs: 3_600_000,
      fedwikiSyncDefaultUserId: 1,
      fedwikiSyncTriggerImmediately: true,
    });
  });

  test("Configuration, the flags", () => {
    const config = load({
      flags: {
        "fedwiki-sync-enabled": true,
        "fedwiki-sync-interval": "30m",
        "fedwiki-sync-default-user-id": "1",
      },
    });
    expect(config).toMatchObject({
      fedwikiSyncEnabled: true,
      fedwikiSyncIntervalMs: 1_800_000,
      fedwikiSyncDefaultUserId: 1,
    });
  });
});

describe("flags beat environment beat file beat default", () => {
  const file = "port: 3001";
  const env = { MC_PORT: "3002" };
  const flags = { port: "3003" };
  test.each([
    { input: {}, port: 3000, from: undefined },
    { input: { file }, port: 3001, from: "file mc-config.yaml" },
    { input: { file, env }, port: 3002, from: "environment MC_PORT" },
    { input: { file, env, flags }, port: 3003, from: "flag --port" },
  ])("port $port from $from", ({ input, port, from }) => {
    const config = load(input);
    expect(config.port).toBe(port);
    expect(config.origins.port).toBe(from);
  });

  test("--config names the file, before MC_CONFIG", () => {
    writeFileSync(join(cwd, "a.yaml"), "port: 4001");
    writeFileSync(join(cwd, "b.yaml"), "port: 4002");
    expect(load({ env: { MC_CONFIG: "b.yaml" } }).port).toBe(4002);
    const config = load({ env: { MC_CONFIG: "b.yaml" }, flags: { config: "a.yaml" } });
    expect(config.port).toBe(4001);
    expect(config.configFile).toBe(join(cwd, "a.yaml"));
  });

  test("an empty file is a file", () => {
    expect(load({ file: "# nothing yet\n" }).port).toBe(3000);
  });
});

describe("lists", () => {
  test.each([
    { name: "environment", input: { env: { MC_FEDWIKI_SITE_DOMAINS: "a.org, b.org" } } },
    { name: "file, as text", input: { file: "fedwiki-site-domains: a.org,b.org" } },
    { name: "file, as a list", input: { file: "fedwiki-site-domains:\n  - a.org\n  - b.org" } },
  ])("$name", ({ input }) => {
    expect(load(input).fedwikiSiteDomains).toEqual(["a.org", "b.org"]);
  });
});

describe("defaults that depend on other keys", () => {
  test("all embedded: the sync is on and belongs to user 1", () => {
    expect(load({ env: { MC_PORT: "4000" } })).toMatchObject({
      baseUrl: "http://localhost:4000",
      fedwikiSiteUrl: "http://{domain}:4002",
      fedwikiSiteDomains: ["localhost"],
      fedwikiSyncEnabled: true,
      fedwikiSyncDefaultUserId: 1,
      supportUrl: "",
    });
  });

  test("a production installation: the sync waits to be enabled", () => {
    expect(load({ env: production })).toMatchObject({
      fedwikiSiteUrl: "https://{domain}",
      fedwikiSiteDomains: ["wiki.example.org", "other.example.org"],
      fedwikiSyncEnabled: false,
      fedwikiSyncDefaultUserId: undefined,
      oidcIssuerUrl: "https://login.example.org/",
    });
  });

  test("the farm's port is the wikis' port", () => {
    const env = { ...production, MC_FEDWIKI_FARM_URL: "http://farm.example.org:8080" };
    expect(load({ env }).fedwikiSiteUrl).toBe("http://{domain}:8080");
  });

  test("a child of start keeps the defaults of embedded services", () => {
    const env = {
      MC_OIDC_ISSUER_URL: "http://localhost:3001",
      MC_FEDWIKI_FARM_URL: "http://localhost:3002",
      MC_FEDWIKI_FARM_TOKEN: "t",
      MC_EMBEDDED_SERVICES: "oidc,farm",
    };
    expect(load({ env })).toMatchObject({ fedwikiSyncEnabled: true, fedwikiSyncDefaultUserId: 1 });
  });
});

describe("a secret from a file", () => {
  test("is read without the line's end", () => {
    writeFileSync(join(cwd, "secret"), `${production.MC_SESSION_SECRET}\n`);
    const config = load({ file: "session-secret-file: secret" });
    expect(config.sessionSecret).toBe(production.MC_SESSION_SECRET);
    expect(config.origins.sessionSecret).toBe("file mc-config.yaml (secret)");
  });

  test("a stronger source's value beats a weaker one's file", () => {
    const env = { MC_FEDWIKI_FARM_TOKEN: "from-environment" };
    expect(load({ env, file: "fedwiki-farm-token-file: nowhere" }).fedwikiFarmToken).toBe("from-environment");
  });
});

describe("a wrong configuration is one line", () => {
  const cases: { title: string; input: Partial<Input> & { file?: string }; message: RegExp }[] = [
    {
      title: "a wrong value, by flag",
      input: { flags: { "fedwiki-sync-interval": "soon" } },
      message:
        /^fedwiki-sync-interval \(flag --fedwiki-sync-interval\) is "soon"; it must be a duration such as 90s, 30m or 1h/,
    },
    {
      title: "a flag that needs a value",
      input: { flags: { port: true } },
      message: /^port \(flag --port\) is true/,
    },
    {
      title: "a wrong value, by environment",
      input: { env: { MC_PORT: "70000" } },
      message: /^port \(environment MC_PORT\) is "70000"; it must be a whole number, from 1 to 65535\.$/,
    },
    {
      title: "a wrong value, by file",
      input: { file: "log-level: loud" },
      message: /^log-level \(file mc-config.yaml\) is "loud"; it must be one of trace, debug/,
    },
    {
      title: "an empty value",
      input: { env: { MC_DATABASE_URL: "" } },
      message: /^database-url .* is set; it must be/,
    },
    {
      title: "a number for a duration",
      input: { file: "patience: 10" },
      message: /^patience .* is 10; it must be a duration/,
    },
    { title: "a negative number", input: { env: { MC_FEDWIKI_SITE_QUOTA: "-1" } }, message: /0 or more/ },
    { title: "user 0", input: { env: { MC_FEDWIKI_SYNC_DEFAULT_USER_ID: "0" } }, message: /1 or more/ },
    { title: "yes for true", input: { env: { MC_FEDWIKI_SYNC_ENABLED: "yes" } }, message: /true or false/ },
    {
      title: "an address with a path",
      input: { env: { MC_BASE_URL: "http://localhost/x" } },
      message: /without a path/,
    },
    {
      title: "ftp",
      input: { env: { MC_OIDC_ISSUER_URL: "ftp://x" } },
      message: /^oidc-issuer-url .* http or https/,
    },
    {
      title: "an address without a port",
      input: { env: { MC_TEMPORAL_ADDRESS: "temporal" } },
      message: /HOST:PORT/,
    },
    {
      title: "a wiki's address without {domain}",
      input: { env: { MC_FEDWIKI_SITE_URL: "https://x" } },
      message: /\{domain\}/,
    },
    {
      title: "a hole in a list",
      input: { env: { MC_FEDWIKI_SITE_DOMAINS: "a.org,,b.org" } },
      message: /a list such as/,
    },
    {
      title: "a short session secret",
      input: { env: { MC_SESSION_SECRET: "short" } },
      message: /is set; .*32 characters/,
    },
    {
      title: "an unknown key",
      input: { file: "fedwiki-sync-intervall: 1h" },
      message:
        /^fedwiki-sync-intervall \(file mc-config.yaml\) is no key of the configuration; did you mean fedwiki-sync-interval\?$/,
    },
    {
      title: "an unknown MC_ name",
      input: { env: { MC_PROT: "3000" } },
      message: /^MC_PROT \(environment MC_PROT\) is no key of the configuration; did you mean MC_PORT\?$/,
    },
    {
      title: "an unknown flag",
      input: { flags: { colour: "blue" } },
      message: /^colour \(flag --colour\) .*member-console config lists every key\.$/,
    },
    {
      title: "config inside the file",
      input: { file: "config: x.yaml" },
      message: /use --config or MC_CONFIG/,
    },
    {
      title: "a file that isn't there",
      input: { flags: { config: "x.yaml" } },
      message: /^config \(flag --config\) can't be read: ENOENT/,
    },
    { title: "a file that isn't YAML", input: { file: "port: [" }, message: /^mc-config.yaml can't be read/ },
    {
      title: "a file that is a list",
      input: { file: "- port" },
      message: /must hold lines such as "port: 3000"/,
    },
    {
      title: "a secret and its file",
      input: { env: { MC_FEDWIKI_FARM_TOKEN: "a", MC_FEDWIKI_FARM_TOKEN_FILE: "b" } },
      message: /are both set; keep one/,
    },
    {
      title: "a secret's file that isn't there",
      input: { env: { MC_SESSION_SECRET_FILE: "x" } },
      message: /^session-secret-file .* is x, which can't be read/,
    },
    {
      title: "a farm without a token",
      input: { env: { MC_FEDWIKI_FARM_URL: "http://farm" } },
      message: /^fedwiki-farm-token must be set when fedwiki-farm-url is set/,
    },
    {
      title: "a farm without domains",
      input: { env: { MC_FEDWIKI_FARM_URL: "http://farm", MC_FEDWIKI_FARM_TOKEN: "t" } },
      message: /^fedwiki-site-domains must be set/,
    },
    {
      title: "a sync for people of another provider without a default user",
      input: { env: { MC_OIDC_ISSUER_URL: "http://login" } },
      message: /^fedwiki-sync-default-user-id must be set when fedwiki-sync-enabled is true/,
    },
    {
      title: "half a client certificate",
      input: { env: { MC_TEMPORAL_TLS_KEY_FILE: "k" } },
      message: /must be set together/,
    },
  ];
  test.each(cases)("$title", ({ input, message }) => {
    expect(() => load(input)).toThrow(message);
    expect(() => load(input)).not.toThrow(/\n/);
  });

  test("no message holds a secret", () => {
    expect(() => load({ env: { MC_DATABASE_URL: "mysql://u:hunter2@db/x" } })).not.toThrow(/hunter2/);
  });
});

describe("embedded services are for loopback alone", () => {
  test.each([
    "http://localhost:3000",
    "http://127.0.0.2:3000",
    "http://[::1]:3000",
    "http://console.localhost",
  ])("%s is loopback", (baseUrl) => {
    expect(load({ env: { MC_BASE_URL: baseUrl } }).databaseUrl).toBeUndefined();
  });

  test.each(["https://console.example.org", "http://192.168.0.1:3000", "http://localhost.example.org"])(
    "%s isn't",
    (baseUrl) => {
      expect(() => load({ env: { MC_BASE_URL: baseUrl } })).toThrow(
        "isn't on this machine's loopback, so these must be set: database-url, temporal-address, oidc-issuer-url, fedwiki-farm-url, session-secret.",
      );
    },
  );

  test.each([
    ["MC_DATABASE_URL", "database-url"],
    ["MC_TEMPORAL_ADDRESS", "temporal-address"],
    ["MC_OIDC_ISSUER_URL", "oidc-issuer-url"],
    ["MC_SESSION_SECRET", "session-secret"],
  ])("a lost %s is named", (variable, key) => {
    expect(() => load({ env: { ...production, [variable]: undefined } })).toThrow(`so ${key} must be set.`);
  });
});
