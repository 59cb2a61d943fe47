import { ApplicationFailure } from "@temporalio/common";
import { SYNC_REFUSED } from "#lib/contracts/activity-options.ts";

/** A sync that would do harm. Final, since the farm would say the same again; a person has to look. */
export function refusedSync(sentence: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(sentence, SYNC_REFUSED);
}

/** What a guard says against a listing. */
export interface ListingRefusal {
  /** For administrators, with its figures. */
  message: string;
  /** The guard that counts (as in SyncRun); of the others there is nothing to count. */
  refusedBy?: string | null | undefined;
  refused?: number | undefined;
  limit?: number | null | undefined;
}

/** A listing that a guard refuses: nothing of it may be applied. */
export class RefusedListing extends Error {
  override name = "RefusedListing";
  readonly refusal: ListingRefusal;

  constructor(refusal: ListingRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Refuses a listing that can't be the farm's: the farm without its data, or somebody else's answer. */
export function assertPlausible(
  { siteCount, hasAdminSite }: { siteCount: number; hasAdminSite: boolean },
  adminSite: string,
): void {
  if (siteCount === 0) {
    throw new RefusedListing({
      message: "The wiki farm listed no sites at all, so nothing was changed. Check the farm's data folder.",
    });
  }
  if (!hasAdminSite) {
    throw new RefusedListing({
      message: `The wiki farm's listing lacks its own admin site ${adminSite}, so nothing was changed. Check the farm's data folder and fedwiki-farm-url.`,
    });
  }
}
