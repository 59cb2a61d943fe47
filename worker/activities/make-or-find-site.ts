import type { FarmOwner } from "#lib/contracts/owner.ts";
import { patiently } from "#lib/database/patiently.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import { UNKNOWN_OWNER } from "#lib/farm/owner.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import type { LedgerAnswer } from "#lib/ledger/answer.ts";
import { recogniseSite } from "#lib/ledger/create.ts";
import type { LedgerStep } from "#lib/ledger/step.ts";
import type { ActivityDependencies } from "./dependencies.ts";

interface Sending {
  step: LedgerStep;
  leave: LedgerAnswer;
  owner: FarmOwner;
  signal: AbortSignal;
}

export type MadeOrFound =
  /** Adopted: the member's from before the console knew it. Else it bears our marker. */
  | { site: FarmSite; adopted: boolean }
  /** What lies there isn't this create's, which has ended. */
  | { ended: LedgerAnswer };

/**
 * Asks the farm to make the site. When the name is taken, the site is read back and the ledger says what it is: an
 * earlier request of ours may have got through, for one. A folder without a site or an owner is looked at once more by
 * a later attempt.
 */
export async function makeOrFindSite(
  { database, farm }: ActivityDependencies,
  { step, leave, owner, signal }: Sending,
): Promise<MadeOrFound> {
  try {
    return { site: await farm.create(step.domain, owner, signal), adopted: false };
  } catch (error) {
    if (!(error instanceof FarmManagerAPIError && error.code === "alreadyExists")) throw error;
  }
  const site = await farm.get(step.domain, { signal });
  // The farm makes the folder first and writes its owner last: a request may be between the two, whoever's it is.
  const mayBeUnfinished = site === "absent" || site.owner.name === UNKNOWN_OWNER;
  if (mayBeUnfinished && (leave.alreadySent || step.attempt === 1)) {
    throw new FarmUnavailableError("The wiki farm hasn't finished making this wiki.", leave.alreadySent);
  }
  const answer = await patiently(() => recogniseSite(database, step, site), signal);
  const isTheirs = answer.outcome === "go" || answer.outcome === "adopt";
  return isTheirs && site !== "absent" ? { site, adopted: answer.outcome === "adopt" } : { ended: answer };
}
