import { readdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { startTestFarm } from "#embedded/testing/farm.ts";
import { loadConfig } from "#lib/config.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import { isCanonical } from "#lib/domain-names.ts";
import { farmClient } from "#lib/farm/client.ts";
import { withFullDomain } from "../activities/full-domain.ts";
import { typedName } from "./typed-names.ts";

const marker = { console: "00000000-0000-4000-8000-000000000000", operation: "0" };

/**
 * Hands `count` generated texts to what every create begins with, and makes each name that comes out of it on the real
 * farm. Resolves with how many there were. The seed is fast-check's own, and printed.
 */
export async function expectOneFolderEach(count: number, seed = Date.now()): Promise<number> {
  console.info(`names: seed ${seed}`);
  const farm = await startTestFarm();
  try {
    const env = {
      MC_FEDWIKI_FARM_URL: farm.url,
      MC_FEDWIKI_FARM_TOKEN: farm.token,
      MC_FEDWIKI_SITE_DOMAINS: "localhost",
      MC_FEDWIKI_CUSTOM_DOMAINS: "true",
    };
    const config = loadConfig({ env, cwd: "/" });
    const client = farmClient(config);
    const around = () => readdir(dirname(farm.sitesDir));
    const [before, neighbours] = [await readdir(farm.sitesDir), await around()];

    const canonical = (domain: string, isCustomDomain: boolean) => {
      const input = { userId: 1, domain, ownerName: "", ownerId: "", isCustomDomain, supportUrl: "" };
      const name = withFullDomain(input, config);
      return name.ok ? { domain: name.input.domain } : { reason: name.reason };
    };
    const names = new Set<string>();
    for (const [text, isCustom] of fc.sample(fc.tuple(typedName, fc.boolean()), { numRuns: count, seed })) {
      const { domain, reason } = canonical(text, isCustom);
      if (domain === undefined) {
        expect(reason).toMatch(/^\S[^\n]* [^\n]*\.$/);
        continue;
      }
      expect(isCanonical(domain)).toBe(true);
      for (const same of [domain, domain.toUpperCase(), ` ${domain} `, text.normalize("NFD")])
        expect(canonical(same, isCustom)).toEqual({ domain });
      expect(resolve(farm.sitesDir, domain)).toBe(`${farm.sitesDir}/${domain}`);
      expect(new URL(`http://${domain}/`).hostname).toBe(domain);
      names.add(domain);
    }

    const waiting = [...names];
    const lane = async () => {
      for (let domain = waiting.pop(); domain !== undefined; domain = waiting.pop())
        await client.create(domain, farmOwner("Alice", "alice", marker));
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    expect((await readdir(farm.sitesDir)).sort()).toEqual([...before, ...names].sort());
    expect(await around()).toEqual(neighbours);
    return names.size;
  } finally {
    await farm.stop();
  }
}
