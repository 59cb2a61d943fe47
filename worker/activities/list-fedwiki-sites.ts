import { cancellationSignal } from "@temporalio/activity";
import { patiently } from "#lib/database/patiently.ts";
import { adminSiteDomain } from "#lib/farm/address.ts";
import type { FarmClient } from "#lib/farm/client.ts";
import { UnknownSiteStatusError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { askForUnlisted } from "../sync/ask-for-unlisted.ts";
import { assertPlausible, refusedSync } from "../sync/implausible.ts";
import { beginSync, sealListing, stageSites, tidyListings, unlistedSites } from "../sync/listing-store.ts";
import { syncAttempt } from "../sync/run.ts";
import { stagedSite } from "../sync/staged-site.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";

/** A listing is far larger than what Temporal carries, so only its id travels. */
export interface StagedListing {
  listingId: number;
  sitesFound: number;
}

/**
 * Lists all sites of the farm into the database: notes where the console's changes stand, asks the farm, asks it again
 * for each live site that its listing lacks, and seals the result.
 * Twice is safe: each attempt has a listing of its own, and nothing reads one that isn't sealed.
 * Throws SyncRefused (final) for a listing that can't be the farm's, FarmManagerAPIError (final),
 * FarmUnavailableError and DatabaseUnavailableError (retryable).
 */
export function listFedWikiSitesActivity({ database, farm, config }: ActivityDependencies) {
  return heartbeating<void, StagedListing>(() =>
    untilItsEnd(async (signal) => {
      const adminSite = adminSiteDomain(config);
      const attempt = syncAttempt();
      const listingId = await patiently(() => beginSync(database, attempt), signal);

      // The database has nothing else to do while the farm walks its files.
      const [{ sites, farmMs }] = await Promise.all([
        listed(farm, signal),
        patiently(() => tidyListings(database), signal),
      ]);
      assertPlausible(sites, adminSite);

      const staged = sites.map((site) => stagedSite(site, adminSite));
      await patiently(() => stageSites(database, listingId, staged), signal);
      const unlisted = await patiently(() => unlistedSites(database, listingId), signal);
      const asked = await askForUnlisted(farm, unlisted, { adminSite, signal });
      await patiently(() => stageSites(database, listingId, asked), signal);
      await patiently(() => sealListing(database, listingId, { siteCount: sites.length, farmMs }), signal);
      return { listingId, sitesFound: sites.length };
    }),
  );
}

/** With a signal for all that the attempt has begun: what one request's failure leaves behind ends with the attempt. */
async function untilItsEnd<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  try {
    return await attempt(AbortSignal.any([cancellationSignal(), ended.signal]));
  } finally {
    ended.abort();
  }
}

async function listed(farm: FarmClient, signal: AbortSignal): Promise<{ sites: FarmSite[]; farmMs: number }> {
  const startedAt = performance.now();
  try {
    const sites = await farm.list(signal);
    return { sites, farmMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    if (error instanceof UnknownSiteStatusError) throw refusedSync(error.message);
    throw error;
  }
}
