import type { FarmClient } from "#lib/farm/client.ts";
import { goneSite, type StagedSite, stagedSite } from "./staged-site.ts";

/** The farm's process answers one after the other anyway; more would only wait there. */
const AT_ONCE = 8;

/**
 * Asks the farm for each site that its listing lacks, since a listing leaves out what it can't read. Only the farm's
 * own "Site not found" makes a site gone; anything else that isn't the site is an error of the farm's, and retryable.
 */
export async function askForUnlisted(
  farm: Pick<FarmClient, "get">,
  domains: string[],
  { adminSite, signal }: { adminSite: string; signal: AbortSignal },
): Promise<StagedSite[]> {
  const waiting = domains.values();
  const answers: StagedSite[] = [];
  async function askOneByOne(): Promise<void> {
    for (const domain of waiting) {
      const site = await farm.get(domain, { signal });
      answers.push(
        site === "absent" ? goneSite(domain) : { ...stagedSite(site, adminSite), asked: "present" },
      );
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOneByOne));
  return answers;
}
