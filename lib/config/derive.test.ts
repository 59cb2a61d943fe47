import { describe, expect, test } from "vitest";
import { requireDefaultUser } from "./derive.ts";
import { configFolder, production } from "./testing.ts";

const { load } = configFolder();

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

  test("people of another provider: the sync's default user is asked for by who needs one", () => {
    const config = load({ env: { MC_OIDC_ISSUER_URL: "https://login.example.org" } });
    expect(config).toMatchObject({ fedwikiSyncEnabled: true, fedwikiSyncDefaultUserId: undefined });
    expect(() => requireDefaultUser(config)).toThrow(/^fedwiki-sync-default-user-id must be set [^\n]+$/);
    const named = load({ env: { MC_FEDWIKI_SYNC_DEFAULT_USER_ID: "7" } });
    expect(requireDefaultUser(named)).toBe(7);
  });

  test("the farm's port is the wikis' port", () => {
    const env = { ...production, MC_FEDWIKI_FARM_URL: "http://farm.example.org:8080" };
    expect(load({ env }).fedwikiSiteUrl).toBe("http://{domain}:8080");
  });

  test("a port with no room for the farm's after it is refused in one sentence", () => {
    expect(() => load({ env: { MC_PORT: "65534" } })).toThrow(/^port 65534 is too high: [^\n]+$/);
    expect(load({ env: { ...production, MC_PORT: "65535" } }).port).toBe(65_535);
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
