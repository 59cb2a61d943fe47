import type { FarmClient } from "#lib/farm/client.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { logger } from "#lib/log.ts";
import type { DetailedSite } from "./queries.ts";

/** What the farm says of a wiki. */
export interface SiteFacts {
  /** `absent`: the farm has no such site. Undefined: it never said. */
  status?: FarmSite["status"] | "absent";
  pages?: number;
  storageBytes?: bigint;
  /** Undefined as well when nothing was ever changed. */
  lastModified?: Date;
}

export type CurrentFacts =
  | { source: "farm"; facts: SiteFacts }
  /** The farm didn't answer in time: what it said last and when; without both when it never said anything. */
  | { source: "lastKnown"; facts: SiteFacts; confirmedAt?: Date };

type Known = Pick<DetailedSite, "domain" | "pages" | "storageBytes" | "lastModified" | "confirmedAt">;

/** Asks the farm about one wiki and waits no longer than a page may. */
export async function currentFacts(
  site: Known,
  farm: Pick<FarmClient, "get">,
  timeoutMs = 1_000,
): Promise<CurrentFacts> {
  try {
    return { source: "farm", facts: factsOf(await farm.get(site.domain, { timeoutMs })) };
  } catch (error) {
    if (!(error instanceof FarmUnavailableError || error instanceof FarmManagerAPIError)) throw error;
    logger("sites").warn({ domain: site.domain, err: error }, "The farm said nothing of a wiki");
    const { confirmedAt } = site;
    return { source: "lastKnown", facts: lastKnown(site), ...(confirmedAt && { confirmedAt }) };
  }
}

function factsOf(answer: FarmSite | "absent"): SiteFacts {
  if (answer === "absent") return { status: "absent" };
  const { status, pages, storageBytes, lastModified } = answer;
  return {
    status,
    pages,
    storageBytes: BigInt(storageBytes),
    ...(lastModified !== null && { lastModified: new Date(lastModified) }),
  };
}

function lastKnown({ pages, storageBytes, lastModified }: Known): SiteFacts {
  return {
    ...(pages !== null && { pages }),
    ...(storageBytes !== null && { storageBytes }),
    ...(lastModified !== null && { lastModified }),
  };
}
