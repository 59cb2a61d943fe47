import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestFarm } from "#embedded/testing/farm.ts";
import type { FarmMarker } from "#lib/contracts/owner.ts";

export interface LaidSite {
  /** Without: nobody owns it, as after a visit. */
  owner?: { name: string; subject?: string; marker?: FarmMarker | undefined };
  status?: "active" | "readonly" | "archived" | "inactive";
}

/** Lays a site onto the farm's disk, as FarmManager keeps it. */
export async function laySite(
  farm: Pick<TestFarm, "sitesDir">,
  domain: string,
  { owner, status = "active" }: LaidSite,
): Promise<void> {
  const folder = join(farm.sitesDir, domain);
  await mkdir(join(folder, "status"), { recursive: true });
  if (owner) {
    const { name, subject, marker } = owner;
    const file = {
      name,
      ...(subject !== undefined && { oauth2: { id: subject, username: name } }),
      ...(marker && { memberConsole: marker }),
    };
    await writeFile(join(folder, "status", "owner.json"), JSON.stringify(file));
  }
  if (status !== "active") await writeFile(join(folder, "status.json"), JSON.stringify({ status }));
}
