import { messages } from "#lib/contracts/messages.ts";
import type { LiveStatus } from "#lib/farm/client.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import type { RestoreReservation, RestoringWiki } from "#lib/ledger/restore.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "./dependencies.ts";

export interface RestorePlan {
  status: LiveStatus;
  /** It is read-only only until it shows its owner, and opens then. */
  secured: boolean;
  /** What the member should know besides that the wiki is back. */
  message: string | null;
}

/**
 * What an archived wiki becomes: what it was, or read-only if somebody made it so on the farm meanwhile. That the farm
 * has it as active says nothing, since it says so of a status file that it can't read. The site itself is asked first,
 * while nobody can write to it yet: one that runs without its owner is open to everybody once it is live. So only one
 * that shows its owner comes back writable; the others are opened by the workers' sweep, once they do. A custom
 * domain isn't asked, since nothing proves where it leads.
 */
export async function planRestore(
  { config, log }: Pick<ActivityDependencies, "config" | "log">,
  { domain, owner, status }: FarmSite,
  { wiki, alreadySent }: Pick<RestoreReservation, "alreadySent"> & { wiki: RestoringWiki },
): Promise<RestorePlan> {
  const wanted = status === "readonly" ? status : wiki.stateBefore;
  if (wanted === "readonly")
    return readonlyPlan(!wiki.isCustomDomain && alreadySent && wiki.stateBefore === "active");
  if (wiki.isCustomDomain) return { status: wanted, secured: false, message: null };
  const shown = await shownOwner(siteUrl(config.fedwikiSiteUrl, domain), owner.name);
  switch (shown) {
    case "ours":
      return { status: wanted, secured: false, message: null };
    case "silent":
      log.warn({ domain }, "a restored wiki doesn't show its owner yet: it is read-only until it does");
      return readonlyPlan(wiki.stateBefore === "active");
    case "notOurs":
      log.error(
        { domain },
        "a restored wiki runs without its owner: it is read-only until the farm restarts",
      );
      return readonlyPlan(wiki.stateBefore === "active");
    default:
      return shown satisfies never;
  }
}

/** Secured by this attempt, or by an earlier one whose answer was lost; else read-only is what it is to be. */
function readonlyPlan(secured: boolean): RestorePlan {
  return { status: "readonly", secured, message: secured ? messages.restoredAndSecured : null };
}
