import { describe, expect, test } from "vitest";
import { configFolder, production } from "./testing.ts";

const { load, path, write } = configFolder();

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
    write("a.yaml", "port: 4001");
    write("b.yaml", "port: 4002");
    expect(load({ env: { MC_CONFIG: "b.yaml" } }).port).toBe(4002);
    const config = load({ env: { MC_CONFIG: "b.yaml" }, flags: { config: "a.yaml" } });
    expect(config.port).toBe(4001);
    expect(config.configFile).toBe(path("a.yaml"));
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

test("domains are spelled as the wikis' names below them are", () => {
  const env = { MC_FEDWIKI_SITE_DOMAINS: "Wiki.Example.ORG, bücher.example.org" };
  expect(load({ env }).fedwikiSiteDomains).toEqual(["wiki.example.org", "xn--bcher-kva.example.org"]);
});

describe("a secret from a file", () => {
  test("is read without the line's end", () => {
    write("secret", `${production.MC_SESSION_SECRET}\n`);
    const config = load({ file: "session-secret-file: secret" });
    expect(config.sessionSecret).toBe(production.MC_SESSION_SECRET);
    expect(config.origins.sessionSecret).toBe("file mc-config.yaml (secret)");
  });

  test("a stronger source's value beats a weaker one's file", () => {
    const env = { MC_FEDWIKI_FARM_TOKEN: "from-environment" };
    expect(load({ env, file: "fedwiki-farm-token-file: nowhere" }).fedwikiFarmToken).toBe("from-environment");
  });
});
