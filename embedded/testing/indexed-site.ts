import { existsSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { TestFarm } from "./farm.ts";
import { HttpBrowser } from "./http-browser.ts";

type Where = Pick<TestFarm, "url" | "sitesDir">;

const index = "site-index.json";
/** What a site writes when the farm starts it, which is at its first visit. */
const files = ["sitemap.json", "sitemap.xml", index];
const fileOf = ({ sitesDir }: Where, domain: string, file: string) => join(sitesDir, domain, "status", file);

/** Whether a site has begun to write its indexes, as it does soon after its first visit. */
export function isIndexing(farm: Where, domain: string): boolean {
  return files.some((file) => existsSync(fileOf(farm, domain, file)));
}

/**
 * Waits until a site that runs since its first visit has written all that it writes then: if its folder goes before,
 * it is made anew, or the farm's process dies. Throws when its indexes aren't there after `patienceMs`.
 */
export async function untilIndexed(farm: Where, domain: string, patienceMs = 10_000): Promise<void> {
  const isWritten = async (file: string) => (await stat(fileOf(farm, domain, file))).size > 0;
  const areWritten = () => Promise.all(files.map(isWritten)).catch(() => [false]);
  const givenUpAt = performance.now() + patienceMs;
  while ((await areWritten()).includes(false)) {
    if (performance.now() > givenUpAt) throw new Error(`${domain} hasn't written its indexes`);
    await delay(10);
  }
  // One more file follows the index. Asked for an index that isn't there, the farm answers when that is written too:
  // after the index under way, or after a new one.
  await rm(fileOf(farm, domain, index));
  await new HttpBrowser().visit(`http://${domain}:${new URL(farm.url).port}/system/${index}`);
}
