import type { FarmSite } from "#lib/farm/site.ts";
import { type ShownOwner, shownOwner } from "#lib/farm/site-probe.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";

export interface Look {
  site: FarmSite;
  /** Whether the running site shows the owner that the farm has on its disk, and takes no visitor for them. */
  shown: ShownOwner;
}

/** Asks the farm for a wiki, and the wiki itself; undefined when it isn't live there. Throws as the farm's client does. */
export async function lookAgain(
  { farm, config }: Pick<ActivityDependencies, "farm" | "config">,
  domain: string,
): Promise<Look | undefined> {
  const site = await farm.get(domain);
  if (site === "absent" || site.status === "archived") return undefined;
  return { site, shown: await shownOwner(siteUrl(config.fedwikiSiteUrl, domain), site.owner.name) };
}
