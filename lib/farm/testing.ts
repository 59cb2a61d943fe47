import { farmOwner } from "#lib/contracts/owner.ts";
import type { FarmClient } from "./client.ts";
import type { FarmSite } from "./site.ts";

export const marker = { console: "a console", operation: "an operation" };
export const owner = farmOwner("Alice Archer", "alices-sub", marker);

/** A site as the farm describes it. */
export const described = {
  name: "described.localhost",
  owner,
  pages: 0,
  status: "active",
  storageBytes: 0,
  lastModified: null,
};

/** What stands in the farm's place where somebody has to sign in first. */
export const loginPage = "<!DOCTYPE html><title>Sign in</title>";

/** The whole listing. */
export async function listed(farm: FarmClient): Promise<FarmSite[]> {
  const sites: FarmSite[] = [];
  for await (const portion of farm.list()) sites.push(...portion);
  return sites;
}
