import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestFarm } from "#embedded/testing/farm.ts";
import { untilIndexed } from "#embedded/testing/indexed-site.ts";
import type { SyncStack } from "./stack.ts";

/** Makes a wiki directly on the farm, as somebody else would: without a console's marker. */
export async function makeOnFarm(
  { farm }: Pick<SyncStack, "farm">,
  domain: string,
  subject: string,
): Promise<void> {
  const answer = await fetch(new URL("/plugin/farmmanager/sites", farm.url), {
    method: "POST",
    headers: { authorization: `Bearer ${farm.token}`, "content-type": "application/json" },
    body: JSON.stringify({ domain, owner: { name: subject, oauth2: { id: subject, username: subject } } }),
  });
  if (answer.status !== 201) throw new Error(`the farm answered ${answer.status} for ${domain}`);
}

/** Takes away the folder of a wiki that was made in the console, which visits it. */
export async function eraseVisited(farm: Pick<TestFarm, "url" | "sitesDir">, domain: string): Promise<void> {
  await untilIndexed(farm, domain);
  await eraseOnFarm(farm, domain);
}

/** Takes a wiki's folder away, as somebody with a shell would. */
export async function eraseOnFarm(farm: Pick<TestFarm, "sitesDir">, domain: string): Promise<void> {
  await rm(join(farm.sitesDir, domain), { recursive: true });
}
