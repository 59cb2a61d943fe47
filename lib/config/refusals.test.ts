import { describe, expect, test } from "vitest";
import { configFolder, type TestInput } from "./testing.ts";

const { load } = configFolder();

describe("a wrong configuration is one line", () => {
  const cases: { title: string; input: TestInput; message: RegExp }[] = [
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
      message: /a list of domains such as/,
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
      title: "half a client certificate",
      input: { env: { MC_TEMPORAL_TLS_KEY_FILE: "k" } },
      message: /must be set together/,
    },
  ];
  test.each([
    "*.Example.ORG.",
    "foo/bar",
    "https://wiki.example.org",
    "wiki.example.org.",
    "my_wikis.org",
    "10.0.0.1",
  ])("a domain that can't be one: %s", (domain) => {
    const env = { MC_FEDWIKI_SITE_DOMAINS: `a.org,${domain}` };
    expect(() => load({ env })).toThrow(/^fedwiki-site-domains .* must be a list of domains such as/);
  });

  test.each([
    "https://{domain}:abc",
    "https://{domain}:70000",
    "https://{domain}/wiki",
    "https://{domain}?x",
    "https://{domain}@example.org",
    "ftp://{domain}",
    "{domain}",
  ])("a wiki's address that browsers couldn't open: %s", (address) => {
    const env = { MC_FEDWIKI_SITE_URL: address };
    expect(() => load({ env })).toThrow(/^fedwiki-site-url .* must be an address with \{domain\}/);
  });

  test.each(["CA_FILE", "SERVER_NAME"])("temporal-tls left out: %s", (name) => {
    const env = { [`MC_TEMPORAL_TLS_${name}`]: "x" };
    expect(() => load({ env })).toThrow(
      /^temporal-tls-.* is set, but temporal-tls isn't: set temporal-tls to true/,
    );
    expect(() => load({ env: { ...env, MC_TEMPORAL_TLS: "true" } })).not.toThrow();
  });

  test.each(cases)("$title", ({ input, message }) => {
    expect(() => load(input)).toThrow(message);
    expect(() => load(input)).not.toThrow(/\n/);
  });

  test("no message holds a secret", () => {
    expect(() => load({ env: { MC_DATABASE_URL: "mysql://u:hunter2@db/x" } })).not.toThrow(/hunter2/);
  });
});
