import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestFarm } from "#embedded/testing/farm.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import type { SyncStack } from "./stack.ts";

/** Marker of another console: these sites weren't made by ours. */
const elsewhere = { console: "00000000-0000-4000-8000-000000000000", operation: "0" };

/** Makes a wiki directly on the farm, as somebody else would. */
export async function makeOnFarm({ direct }: SyncStack, domain: string, subject: string): Promise<void> {
  await direct.create(domain, farmOwner(subject, subject, elsewhere));
}

/** Takes a wiki's folder away, as somebody with a shell would. */
export async function eraseOnFarm(farm: TestFarm, domain: string): Promise<void> {
  await rm(join(farm.sitesDir, domain), { recursive: true });
}
