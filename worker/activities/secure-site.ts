import { messages } from "#lib/contracts/messages.ts";
import type { CreateFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "./dependencies.ts";

export interface SecuredSite {
  site: FarmSite;
  /** It is read-only until the farm restarts. */
  secured: boolean;
  /** What the member should know besides that the wiki was made. */
  message: string | null;
}

/**
 * Visits the new wiki before anybody else and makes it read-only when it runs with another owner than ours or none: a
 * wiki that was visited before its owner.json was written is open to everybody until the farm restarts.
 * Only for a site that is the member's. A custom domain isn't asked, since nothing proves yet where it leads.
 */
export async function secureSite(
  { farm, config, log }: Pick<ActivityDependencies, "farm" | "config" | "log">,
  site: FarmSite,
  {
    domain,
    ownerName,
    isCustomDomain,
  }: Pick<CreateFedWikiSiteWorkflowInput, "domain" | "ownerName" | "isCustomDomain">,
): Promise<SecuredSite> {
  if (isCustomDomain) return { site, secured: false, message: null };
  const shown = await shownOwner(siteUrl(config.fedwikiSiteUrl, domain), ownerName);
  switch (shown) {
    case "ours":
      return { site, secured: false, message: null };
    case "silent":
      return { site, secured: false, message: messages.createdSlowly };
    case "notOurs": {
      log.error({ domain }, "a new wiki runs without its owner: it is read-only until the farm restarts");
      const secured = await farm.setStatus(domain, "readonly");
      if (secured === "absent") throw new FarmUnavailableError("The wiki farm lost this wiki.", true);
      return { site: secured, secured: true, message: messages.beingSecured };
    }
    default:
      return shown satisfies never;
  }
}
