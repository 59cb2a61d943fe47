import { messages } from "#lib/contracts/messages.ts";
import { patiently } from "#lib/database/patiently.ts";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import type { LedgerAnswer } from "#lib/ledger/answer.ts";
import type { SecuredSite } from "#lib/ledger/finding.ts";
import { beginSecuring, endSecuring, type Securer, type SecuringLeave } from "#lib/ledger/securing.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { assertInTime, isOver } from "./sending.ts";

/** What the member hears of a wiki that doesn't answer yet, and of one that is read-only. */
interface SecuringWords {
  slowly: string;
  secured: string;
}

const made: SecuringWords = { slowly: messages.createdSlowly, secured: messages.beingSecured };
const restored: SecuringWords = { slowly: messages.restoredSlowly, secured: messages.restoredAndSecured };
const adopted: SecuringWords = { slowly: messages.adopted, secured: messages.adoptedAndSecured };
export const securingWords = { made, restored, adopted };

interface Visit {
  securer: Securer;
  /** Which the running site has to show. */
  ownerName: string;
  /** It isn't asked, since nothing proves yet where it leads. */
  isCustomDomain: boolean;
  words: SecuringWords;
  /** Of the attempt: what it began ends with it. */
  signal: AbortSignal;
}

/** The ledger gave no leave: the operation goes on elsewhere, or has ended. */
export interface NotSecured {
  barred: LedgerAnswer;
}

/**
 * Visits the wiki before anybody else and makes it read-only when it runs with another owner than ours or none: a
 * wiki that was visited before its owner.json was written is open to everybody until the farm restarts. One that gives no
 * answer is left to the workers' sweep (settle/probe-due.ts).
 * Only for a site that is the operation's own. Throws as the farm's client does.
 */
export async function secureSite(
  dependencies: ActivityDependencies,
  site: FarmSite,
  visit: Visit,
): Promise<SecuredSite | NotSecured> {
  const { config, log } = dependencies;
  if (visit.isCustomDomain) return { site, secured: false, silent: false, message: null };
  const shown = await shownOwner(siteUrl(config.fedwikiSiteUrl, site.domain), visit.ownerName);
  switch (shown) {
    case "ours":
      return { site, secured: false, silent: false, message: null };
    case "silent":
      return { site, secured: false, silent: true, message: visit.words.slowly };
    case "notOurs":
      log.error(
        { domain: site.domain },
        "a wiki runs without its owner: it is read-only until the farm restarts",
      );
      return await secure(dependencies, site, visit);
    default:
      return shown satisfies never;
  }
}

async function secure(
  { database, farm }: ActivityDependencies,
  site: FarmSite,
  { securer, words, signal }: Visit,
): Promise<SecuredSite | NotSecured> {
  const leave: SecuringLeave = await patiently(() => beginSecuring(database, securer, site), signal);
  if (leave.outcome !== "go") return { barred: leave };
  try {
    assertInTime(leave);
    const secured = await farm.setStatus(site.domain, "readonly", signal);
    await patiently(() => endSecuring(database, leave));
    if (secured === "absent") throw new FarmUnavailableError("The wiki farm lost this wiki.", true);
    return { site: secured, secured: true, silent: false, message: words.secured };
  } catch (error) {
    if (isOver(error)) await patiently(() => endSecuring(database, leave));
    throw error;
  }
}
