import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Twenty pages a wiki, as large as people's, would measure this machine's disk alone. */
export const pagesPerSite = 2;

const page = {
  title: "Welcome Visitors",
  story: [{ type: "paragraph", id: "7b56f22a4b9ee974", text: "Welcome. ".repeat(60) }],
  journal: [{ type: "create", item: { title: "Welcome Visitors", story: [] }, date: 1_700_000_000_000 }],
};

/** Lays folders of wikis onto the farm's disk until there are `count`, each as FarmManager makes it, with pages. */
export async function laySites(farmDataDir: string, siteDomain: string, count: number): Promise<void> {
  const existing = (await readdir(farmDataDir)).filter((name) => name.startsWith("laid-")).length;
  for (let number = existing + 1; number <= count; number += 1) {
    const folder = join(farmDataDir, `laid-${number}.${siteDomain}`);
    await mkdir(join(folder, "status"), { recursive: true });
    await mkdir(join(folder, "pages"));
    const owner = { name: `laid-${number}`, oauth2: { id: `laid-${number}`, username: `laid-${number}` } };
    await writeFile(join(folder, "status", "owner.json"), JSON.stringify(owner));
    for (let index = 0; index < pagesPerSite; index += 1) {
      await writeFile(join(folder, "pages", `page-${index}`), JSON.stringify(page));
    }
  }
}
