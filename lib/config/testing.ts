import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { type Config, loadConfig } from "./load.ts";
import type { Input } from "./sources.ts";

/** `file`: what stands in the usual file. */
export type TestInput = Partial<Input> & { file?: string };

export interface TestFolder {
  /** Loads a configuration of nothing but this, with the folder as the working directory. */
  load(input?: TestInput): Config;
  path(name: string): string;
  write(name: string, text: string): void;
}

/** A fresh working directory for each test of a file. */
export function configFolder(): TestFolder {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "config-"));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const path = (name: string) => join(cwd, name);
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  return {
    path,
    write,
    load({ file, ...input } = {}) {
      if (file !== undefined) write("mc-config.yaml", file);
      return loadConfig({ env: {}, cwd, ...input });
    },
  };
}

/** Everything that a console on other than loopback needs. */
export const production = {
  MC_BASE_URL: "https://console.example.org",
  MC_DATABASE_URL: "postgresql://console:hunter2@db/console",
  MC_TEMPORAL_ADDRESS: "temporal:7233",
  MC_OIDC_ISSUER_URL: "https://login.example.org/",
  MC_FEDWIKI_FARM_URL: "https://farm.example.org",
  MC_FEDWIKI_FARM_TOKEN: "token-of-the-farm",
  MC_FEDWIKI_SITE_DOMAINS: "wiki.example.org, other.example.org",
  MC_SESSION_SECRET: "0123456789abcdef0123456789abcdef",
};
