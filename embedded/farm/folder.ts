import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { farmDomain } from "./settings.ts";

const require = createRequire(import.meta.url);
const manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) });

export type FarmFolder = { sitesDir: string; commonsDir: string; packageDir: string };

/** Makes what a farm must find when it starts: its list of plugins and its admin site. */
export function prepareFolder(dataDir: string): FarmFolder {
  const sitesDir = join(dataDir, "sites");
  const commonsDir = join(dataDir, "commons");
  mkdirSync(commonsDir, { recursive: true });
  writeFileSync(join(dataDir, "package.json"), JSON.stringify(pluginList(), null, 2));

  // Made before the first visit, since a site that starts without an owner lets everybody write.
  const status = join(sitesDir, farmDomain, "status");
  const owner = join(status, "owner.json");
  mkdirSync(status, { recursive: true });
  if (!existsSync(owner)) writeFileSync(owner, JSON.stringify({ name: "Farm" }));

  return { sitesDir, commonsDir, packageDir: packageDir() };
}

/**
 * The package.json that the wiki server reads from its working directory: the plugins that a wiki has as
 * installed, and FarmManager.
 */
function pluginList() {
  const wiki = manifest.parse(JSON.parse(readFileSync(require.resolve("fedwiki/package.json"), "utf8")));
  const dependencies = { ...wiki.dependencies, "wiki-plugin-farmmanager": "*" };
  return { name: "wiki", version: wiki.version, type: "module", private: true, dependencies };
}

/** The `node_modules` where npm put the wiki's packages. */
function packageDir(): string {
  const fromWiki = createRequire(require.resolve("fedwiki/package.json"));
  return dirname(dirname(fromWiki.resolve("wiki-client/package.json")));
}
