import { patiently } from "#lib/database/patiently.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import { UnknownSiteStatusError } from "#lib/farm/errors.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { confirmChanges } from "./confirm-changes.ts";
import { assertPlausible, RefusedListing } from "./implausible.ts";
import { guardListing, type ListingCount, sealListing, stageSites, tidyListings } from "./listing-store.ts";
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
  const { database, config } = dependencies;
  const until = performance.now() + CONFIRMING_ENDS_MS;
  const adminSite = adminSiteDomain(config);
  const listingId = await patiently(begin, signal);

  const [found] = await Promise.all([
    stageListed(dependencies, { listingId, adminSite, signal }),
    // The database has nothing else to do while the farm walks its files.
    patiently(() => tidyListings(database), signal),
  ]);
  assertPlausible(found, adminSite);

  const count: ListingCount = { siteCount: found.siteCount, farmMs: Math.round(found.farmMs) };
  const refusal = await patiently(() => guardListing(database, listingId, { adminSite, ...count }), signal);
  if (refusal !== null) throw new RefusedListing(refusal);
  await confirmChanges(dependencies, { listingId, adminSite, signal, until });
  await patiently(() => sealListing(database, listingId, count), signal);
  return { listingId, sitesFound: count.siteCount };
}

/** What is known of a listing when it has come to its end. */
interface Found extends ListingCount {
  hasAdminSite: boolean;
}

interface OpenListing {
  listingId: number;
  adminSite: string;
  signal: AbortSignal;
}

/** One portion after the other: more at once would take the processor from creates (decision 095). */
async function stageListed(
  { database, farm }: ActivityDependencies,
  { listingId, adminSite, signal }: OpenListing,
): Promise<Found> {
  const found: Found = { siteCount: 0, hasAdminSite: false, farmMs: 0 };
  let askedAt = performance.now();
  const noteTime = () => {
    found.farmMs += performance.now() - askedAt;
  };
  try {
    for await (const sites of farm.list(signal)) {
      noteTime();
      found.siteCount += sites.length;
      found.hasAdminSite ||= sites.some(({ domain }) => domain === adminSite);
      const staged = sites.map((site) => stagedSite(site, adminSite));
      await patiently(() => stageSites(database, listingId, staged), signal);
      // Until here the farm waited for the database.
      askedAt = performance.now();
    }
    noteTime();
    return found;
  } catch (error) {
    throw error instanceof UnknownSiteStatusError ? new RefusedListing({ message: error.message }) : error;
  }
}
