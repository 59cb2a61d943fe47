import { patiently } from "#lib/database/patiently.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import type { FarmClient } from "#lib/farm/client.ts";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import { confirmedWikis, isAdminOwner, type KnownWiki } from "#lib/farm/known-wikis.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import type { ActivityDependencies } from "./dependencies.ts";

/** One of them is enough: some wikis that somebody erased by hand are no proof against the farm. */
const WITNESSES = 20;

interface Question {
  /** The wikis that the farm says it doesn't have. */
  except: readonly string[];
  signal?: AbortSignal;
}

type Witnesses = Pick<ActivityDependencies, "database" | "farm" | "config">;

/**
 * Believes the farm's "Site not found" only if the farm is the one that the console knows, with its data: its admin site
 * has the owner that it had at first contact, and of the other wikis that the console knows, one answers.
 * Throws FarmUnavailableError (retryable, nothing on its way) otherwise, and what the farm's client throws.
 */
export async function assertFarmIsItself(
  { database, farm, config }: Witnesses,
  { except, signal }: Question,
): Promise<void> {
  const admin = await look(farm, adminSiteDomain(config), signal);
  if (admin === "absent") throw notItself("doesn't have its own admin site");
  if (!(await patiently(() => isAdminOwner(database, admin.owner), signal))) {
    throw notItself("shows another owner of its admin site than when the console first met it, or none");
  }
  const witnesses = await patiently(() => confirmedWikis(database, { except, limit: WITNESSES }), signal);
  for (const witness of witnesses) {
    if (isTheSame(await look(farm, witness.domain, signal), witness)) return;
  }
  if (witnesses.length > 0) throw notItself("lacks other wikis as well that the console knows");
}

/**
 * Believes that the farm doesn't have a wiki: it is itself, and says so once more. A farm that is short of file
 * descriptors says it of any wiki, for a moment. Throws as assertFarmIsItself.
 */
export async function assertAbsent(
  dependencies: Witnesses,
  domain: string,
  signal: AbortSignal,
): Promise<void> {
  await assertFarmIsItself(dependencies, { except: [domain], signal });
  if ((await look(dependencies.farm, domain, signal)) !== "absent")
    throw notItself("has this wiki after all");
}

function isTheSame(site: FarmSite | "absent", { farmSubject }: KnownWiki): boolean {
  return site !== "absent" && (farmSubject === null || site.owner.subject === farmSubject);
}

/** Only looked: whatever goes wrong, nothing is on its way to the farm. */
async function look(farm: FarmClient, domain: string, signal?: AbortSignal): Promise<FarmSite | "absent"> {
  try {
    return await farm.get(domain, { ...(signal && { signal }) });
  } catch (error) {
    if (!(error instanceof FarmUnavailableError)) throw error;
    throw new FarmUnavailableError(error.message, false, { cause: error });
  }
}

function notItself(what: string): FarmUnavailableError {
  return new FarmUnavailableError(`The wiki farm ${what}, so it isn't believed about missing wikis.`, false);
}
