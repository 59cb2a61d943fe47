import { patiently } from "#lib/database/patiently.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import type { FarmClient } from "#lib/farm/client.ts";
import { UnknownSiteStatusError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { confirmChanges } from "./confirm-changes.ts";
import { assertPlausible, RefusedListing } from "./implausible.ts";
import { guardListing, sealListing, stageEach, tidyListings } from "./listing-store.ts";
import { stagedSite } from "./staged-site.ts";

/** Of the five minutes of an attempt; what is left then is for sealing the listing. */
const CONFIRMING_ENDS_MS = 270_000;

/** A listing is far larger than what Temporal carries, so only its id travels. */
export interface StagedListing {
  listingId: number;
  sitesFound: number;
}

/**
 * Lists all sites of the farm into the listing that `begin` makes, has the guards look at it, confirms what it would
 * change, and seals it. Throws RefusedListing, and whatever the farm and the database throw.
 */
export async function stageFarm(
  dependencies: ActivityDependencies,
  begin: () => Promise<number>,
  signal: AbortSignal,
): Promise<StagedListing> {
  const { database, farm, config } = dependencies;
  const until = performance.now() + CONFIRMING_ENDS_MS;
  const adminSite = adminSiteDomain(config);
  const listingId = await patiently(begin, signal);

  // The database has nothing else to do while the farm walks its files.
  const [{ sites, farmMs }] = await Promise.all([
    listed(farm, signal),
    patiently(() => tidyListings(database), signal),
  ]);
  assertPlausible(sites, adminSite);

  const count = { siteCount: sites.length, farmMs };
  const staged = (site: FarmSite) => stagedSite(site, adminSite);
  await patiently(() => stageEach(database, listingId, sites, staged), signal);
  const refusal = await patiently(() => guardListing(database, listingId, { adminSite, ...count }), signal);
  if (refusal !== null) throw new RefusedListing(refusal);
  await confirmChanges(dependencies, { listingId, adminSite, signal, until });
  await patiently(() => sealListing(database, listingId, count), signal);
  return { listingId, sitesFound: sites.length };
}

async function listed(farm: FarmClient, signal: AbortSignal): Promise<{ sites: FarmSite[]; farmMs: number }> {
  const startedAt = performance.now();
  try {
    const sites = await farm.list(signal);
    return { sites, farmMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    if (error instanceof UnknownSiteStatusError) throw new RefusedListing({ message: error.message });
    throw error;
  }
}
