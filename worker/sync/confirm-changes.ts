import { patiently } from "#lib/database/patiently.ts";
import type { FarmClient } from "#lib/farm/client.ts";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { aFewAtOnce } from "../a-few-at-once.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { assertFarmIsItself } from "../activities/witness.ts";
import { confirmListed, type ListedChange, sitesToConfirm, stageSites } from "./listing-store.ts";
import { goneSite, type StagedSite, stagedSite } from "./staged-site.ts";

/** The farm's process answers one after the other anyway; more would only wait there. */
const AT_ONCE = 8;
/** So many answers are believed together: after each lot with one that is gone the farm proves that it is itself. */
const LOT = 100;

export interface Confirming {
  listingId: number;
  adminSite: string;
  signal: AbortSignal;
  /** On performance.now()'s clock; what isn't asked by then is left to the next sync. */
  until: number;
}

/**
 * Asks the farm for each site that its listing would have the console change, since a listing leaves out what it can't
 * read and says `active` and `Unknown` when it is short of file descriptors. What the site itself doesn't confirm isn't
 * done. Only the farm's own "Site not found" makes a site gone, and only of a farm that then shows who it is. A few
 * sites that the farm answers with an error, as one with a broken folder, stay unconfirmed, if it shows who it is; any
 * more are the farm's own failure, and retryable like its silence.
 */
export async function confirmChanges(dependencies: ActivityDependencies, task: Confirming): Promise<void> {
  const { database, farm } = dependencies;
  const { listingId, signal, until } = task;
  const changes = await patiently(() => sitesToConfirm(database, listingId), signal);
  const unlisted = changes.filter(({ status }) => status === null).map(({ domain }) => domain);
  const tolerant = toleratingFew(farm, changes.length);
  for (let from = 0; from < changes.length && performance.now() < until; from += LOT) {
    const known = tolerant.failed.size;
    const foundGone = await confirmLot({ database, farm: tolerant }, task, changes.slice(from, from + LOT));
    if (foundGone.length === 0 && tolerant.failed.size === known) continue;
    await assertFarmIsItself(dependencies, { except: [...unlisted, ...tolerant.failed], signal });
    // Once more: its data may have been away for the first answer and back for the proof.
    const gone = await stillGone(tolerant, foundGone, signal);
    await patiently(() => stageSites(database, listingId, gone), signal);
  }
}

/** Asks for a site; `failed`: the farm answered, but with an error. */
interface TolerantFarm {
  get(domain: string, options: { signal: AbortSignal }): Promise<FarmSite | "absent" | "failed">;
  failed: Set<string>;
}

/** Bears errors about a few of so many sites, as many as a sync may remove by itself of so many wikis. */
function toleratingFew(farm: FarmClient, asked: number): TolerantFarm {
  const most = Math.max(3, Math.floor(asked / 5));
  const failed = new Set<string>();
  return {
    failed,
    async get(domain, options) {
      try {
        return await farm.get(domain, options);
      } catch (error) {
        if (!(error instanceof FarmUnavailableError) || error.status === undefined) throw error;
        failed.add(domain);
        if (failed.size > most) throw error;
        return "failed";
      }
    },
  };
}

/** Writes down what is confirmed, and returns what the farm says it doesn't have. */
async function confirmLot(
  { database, farm }: { database: ActivityDependencies["database"]; farm: TolerantFarm },
  { listingId, adminSite, signal, until }: Confirming,
  changes: ListedChange[],
): Promise<StagedSite[]> {
  const gone: StagedSite[] = [];
  const present: StagedSite[] = [];
  const confirmed: string[] = [];
  await aFewAtOnce(AT_ONCE, changes, async ({ domain, status, subject }) => {
    if (performance.now() > until) return;
    const site = await farm.get(domain, { signal });
    if (site === "failed") return;
    if (status === null) {
      if (site === "absent") gone.push(goneSite(domain));
      else present.push({ ...stagedSite(site, adminSite), asked: "present" });
    } else if (site !== "absent" && site.status === status && (site.owner.subject ?? null) === subject) {
      confirmed.push(domain);
    }
  });
  if (present.length > 0) await patiently(() => stageSites(database, listingId, present), signal);
  if (confirmed.length > 0) await patiently(() => confirmListed(database, listingId, confirmed), signal);
  return gone;
}

async function stillGone(
  farm: TolerantFarm,
  sites: StagedSite[],
  signal: AbortSignal,
): Promise<StagedSite[]> {
  const gone: StagedSite[] = [];
  await aFewAtOnce(AT_ONCE, sites, async (site) => {
    if ((await farm.get(site.domain, { signal })) === "absent") gone.push(site);
  });
  return gone;
}
