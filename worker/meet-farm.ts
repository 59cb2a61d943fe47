import { adminSiteDomain } from "#lib/farm/address.ts";
import { isAdminOwner } from "#lib/farm/known-wikis.ts";
import type { ActivityDependencies } from "./activities/dependencies.ts";

/** Nobody waits for it; a farm that is busy with a listing may take some seconds. */
const TIMEOUT_MS = 10_000;

/**
 * Keeps who owns the farm's admin site at the console's first contact, so that another farm, or the same without its
 * data, is known by it later. Never throws: a farm that is away now is met by the first who needs to know.
 */
export async function meetFarm({ database, farm, config, log }: ActivityDependencies): Promise<void> {
  const adminSite = adminSiteDomain(config);
  try {
    const site = await farm.get(adminSite, { timeoutMs: TIMEOUT_MS });
    if (site === "absent" || !(await isAdminOwner(database, site.owner))) {
      log.error(
        { adminSite },
        "the farm's admin site isn't owned by whom it was when the console first met it, or by nobody: a wiki that it says it lacks isn't believed to be gone",
      );
    }
  } catch (error) {
    log.warn({ err: error }, "the farm couldn't be met yet");
  }
}
