import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface LaidSite {
  domain: string;
  /** What owner.json holds; a site without one has no owner. */
  owner?: unknown;
  /** What status.json says; a site without one is active. */
  status?: string;
  /** Pages, of a few bytes each. */
  pages?: number;
}

/** Lays sites onto a farm's disk as FarmManager, or its forerunners, left them there. */
export async function laySites(sitesDir: string, sites: LaidSite[]): Promise<void> {
  for (const { domain, owner, status, pages = 0 } of sites) {
    const folder = join(sitesDir, domain);
    await mkdir(join(folder, "status"), { recursive: true });
    if (owner !== undefined) await writeFile(join(folder, "status", "owner.json"), JSON.stringify(owner));
    if (status !== undefined) await writeFile(join(folder, "status.json"), JSON.stringify({ status }));
    if (pages > 0) await mkdir(join(folder, "pages"));
    for (let page = 1; page <= pages; page += 1) {
      await writeFile(join(folder, "pages", `page-${page}`), "{}");
    }
  }
}
