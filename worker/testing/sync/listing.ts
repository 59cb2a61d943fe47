import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import {
  beginSync,
  confirmListed,
  sealListing,
  sitesToConfirm,
  stageSites,
} from "../../sync/listing-store.ts";
import { goneSite, type StagedSite, stagedSite } from "../../sync/staged-site.ts";

/** What a sync of a test is applied with. */
export const settings = { defaultUserId: 1, siteDomains: ["localhost"], adminSite: "localhost", quota: 3 };

export const site = (domain: string, changes: Partial<StagedSite> = {}): StagedSite => {
  const subject = changes.subject ?? "somebody";
  const described = {
    domain,
    owner: { name: subject, subject },
    status: "active",
    pages: 1,
    storageBytes: 9,
    lastModified: null,
  } as const;
  return { ...stagedSite(described, "localhost"), ...changes };
};

/** One attempt's listing, complete, confirmed by the farm in every point, and sealed. */
export async function sealedListing(
  db: PrismaClient,
  runId: string,
  sites: StagedSite[],
  attempt = 1,
): Promise<number> {
  const listingId = await beginSync(db, { runId, workflowId: "w", attempt });
  await stageSites(db, listingId, sites);
  const changes = await sitesToConfirm(db, listingId);
  const unlisted = changes.filter(({ status }) => status === null).map(({ domain }) => domain);
  await stageSites(db, listingId, unlisted.map(goneSite));
  await confirmListed(
    db,
    listingId,
    changes.map(({ domain }) => domain),
  );
  await sealListing(db, listingId, { siteCount: sites.length, farmMs: 5 });
  return listingId;
}
