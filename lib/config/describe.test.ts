import { expect, test } from "vitest";
import {
  configToEnvironment,
  describeConfig,
  describeDefault,
  publicKeys,
  secretValues,
} from "./describe.ts";
import { loadConfig } from "./load.ts";

const env = {
  MC_DATABASE_URL: "postgresql://u:hunter2@db/x",
  MC_FEDWIKI_SITE_DOMAINS: "a.org,b.org",
  MC_PATIENCE: "1m30s",
};
const cwd = "/nowhere";

test("describes each key with its value and where it comes from, secrets masked", () => {
  const described = describeConfig(loadConfig({ env, cwd, flags: { "temporal-tls": true } }));
  const line = (name: string) => described.find((key) => key.name === name);
  expect(line("database-url")).toEqual({
    name: "database-url",
    value: "********",
    from: "environment MC_DATABASE_URL",
  });
  expect(line("patience")).toMatchObject({ value: "1m30s" });
  expect(line("temporal-tls")).toMatchObject({ value: "true", from: "flag --temporal-tls" });
  expect(line("temporal-address")).toMatchObject({ value: "(embedded)", from: "default" });
  expect(JSON.stringify(described)).not.toContain("hunter2");
  expect(described).toHaveLength(publicKeys.length + 1);
});

test("a child process that gets the environment has the same configuration", () => {
  const config = loadConfig({ env, cwd, flags: { port: "4000", "fedwiki-sync-enabled": "false" } });
  const { origins: _, ...settings } = config;
  const { origins: __, ...again } = loadConfig({ env: configToEnvironment(config), cwd });
  expect(again).toEqual(settings);
});

test("every key has a default that can be said", () => {
  for (const key of publicKeys) expect(describeDefault(key)).not.toBe("");
});

test("secrets in force are known to the log", () => {
  expect(secretValues(loadConfig({ env, cwd }))).toEqual([env.MC_DATABASE_URL]);
});
