import { messages } from "#lib/contracts/messages.ts";
import type { LiveStatus } from "#lib/farm/client.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import type { RestoringWiki } from "#lib/ledger/restore.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "./dependencies.ts";

export interface RestorePlan {
  status: LiveStatus;
  /** It has to be read-only, since it runs without its owner. */
  secured: boolean;
  /** What the member should know besides that the wiki is back. */
  message: string | null;
}

/**
 * What an archived wiki becomes: what it was, or what somebody made of it on the farm meanwhile. The site itself is
 * asked first, while nobody can write to it yet: one that runs without its owner is open to everybody once it is live,
 * so it comes back read-only. A custom domain isn't asked, since nothing proves where it leads.
 */
export async function planRestore(
  { config, log }: Pick<ActivityDependencies, "config" | "log">,
  { domain, owner, status }: FarmSite,
  wiki: RestoringWiki,
): Promise<RestorePlan> {
  const wanted = status === "archived" ? wiki.stateBefore : status;
  if (wiki.isCustomDomain) return { status: wanted, secured: false, message: null };
  const shown = await shownOwner(siteUrl(config.fedwikiSiteUrl, domain), owner.name);
  switch (shown) {
    case "ours":
      return { status: wanted, secured: false, message: null };
    case "silent":
      return { status: wanted, secured: false, message: messages.restoredSlowly };
    case "notOurs":
      log.error(
        { domain },
        "a restored wiki runs without its owner: it is read-only until the farm restarts",
      );
      return { status: "readonly", secured: true, message: messages.restoredAndSecured };
    default:
      return shown satisfies never;
  }
}
