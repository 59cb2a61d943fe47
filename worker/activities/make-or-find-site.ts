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

/**
 * Asks the farm to make the site. When the name is taken, an earlier request of ours may have got through: then the
 * site bears our marker and is returned as if it had just been made.
 */
export async function makeOrFindSite(
  { database, farm }: ActivityDependencies,
  { step, leave, owner, signal }: Sending,
): Promise<FarmSite> {
  try {
    return await farm.create(step.domain, owner, signal);
  } catch (error) {
    if (!(error instanceof FarmManagerAPIError && error.code === "alreadyExists")) throw error;
    const site = await farm.get(step.domain, { signal });
    // The farm makes the folder first and writes its owner last: a request of ours may be between the two.
    if (leave.alreadySent && (site === "absent" || site.owner.name === UNKNOWN_OWNER)) {
      throw new FarmUnavailableError("The wiki farm hasn't finished making this wiki.", true);
    }
    if (site === "absent") throw error;
    const { outcome } = await patiently(() => recogniseSite(database, step, site), signal);
    if (outcome !== "go") throw error;
    return site;
  }
}
