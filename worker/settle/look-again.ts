import { isUnknown } from "#lib/farm/owner.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { type ShownOwner, shownOwner } from "#lib/farm/site-probe.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";

export interface Look {
  site: FarmSite;
  /** Whether the running site shows the owner that the farm has on its disk, and takes no visitor for them. */
  shown: ShownOwner;
}

/** Of the farm's answer. What comes later than that is left to the next sweep. */
const TIMEOUT_MS = 10_000;

interface Where {
  domain: string;
  /** While the farm has nobody on its disk, whoever the site shows is its owner. */
  orAnybody?: boolean;
}

/** Asks the farm for a wiki, and the wiki itself; undefined when it isn't live there. Throws as the farm's client does. */
export async function lookAgain(
  { farm, config }: Pick<ActivityDependencies, "farm" | "config">,
  { domain, orAnybody = false }: Where,
  stopping?: AbortSignal,
): Promise<Look | undefined> {
  const site = await farm.get(domain, { timeoutMs: TIMEOUT_MS, ...(stopping && { signal: stopping }) });
  if (site === "absent" || site.status === "archived") return undefined;
  const name = orAnybody && isUnknown(site.owner) ? undefined : site.owner.name;
  return { site, shown: await shownOwner(siteUrl(config.fedwikiSiteUrl, domain), name) };
}
