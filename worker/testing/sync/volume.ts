import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SyncStack } from "./stack.ts";

/** Lays a wiki's folder onto the farm's disk, as FarmManager makes it. */
export async function layWiki(
  { farm }: Pick<SyncStack, "farm">,
  domain: string,
  subject: string,
): Promise<void> {
  const folder = join(farm.sitesDir, domain, "status");
  await mkdir(folder, { recursive: true });
  const owner = { name: subject, oauth2: { id: subject } };
  await writeFile(join(folder, "owner.json"), JSON.stringify(owner));
}

/** Where the farm's data is meanwhile. */
export function asideOf({ farm }: Pick<SyncStack, "farm">): string {
  return `${farm.sitesDir}.aside`;
}

/** Puts an empty folder in the place of the farm's data, as an unmounted volume leaves it. Puts it back when called, once. */
export function takeVolumeAway({ farm }: Pick<SyncStack, "farm">): () => void {
  const aside = asideOf({ farm });
  renameSync(farm.sitesDir, aside);
  mkdirSync(farm.sitesDir);
  return () => {
    if (!existsSync(aside)) return;
    rmSync(farm.sitesDir, { recursive: true });
    renameSync(aside, farm.sitesDir);
  };
}
