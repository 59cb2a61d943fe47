import { patiently } from "#lib/database/patiently.ts";
import type { FarmClient } from "#lib/farm/client.ts";
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
 * done. Only the farm's own "Site not found" makes a site gone, and only of a farm that then shows who it is; anything
 * else that isn't the site is an error of the farm's, and retryable.
 */
export async function confirmChanges(dependencies: ActivityDependencies, task: Confirming): Promise<void> {
  const { database, farm } = dependencies;
  const { listingId, signal, until } = task;
  const changes = await patiently(() => sitesToConfirm(database, listingId), signal);
  const unlisted = changes.filter(({ status }) => status === null).map(({ domain }) => domain);
  for (let from = 0; from < changes.length && performance.now() < until; from += LOT) {
    const foundGone = await confirmLot(dependencies, task, changes.slice(from, from + LOT));
    if (foundGone.length === 0) continue;
    await assertFarmIsItself(dependencies, { except: unlisted, signal });
    // Once more: its data may have been away for the first answer and back for the proof.
    const gone = await stillGone(farm, foundGone, signal);
    await patiently(() => stageSites(database, listingId, gone), signal);
  }
}

/** Writes down what is confirmed, and returns what the farm says it doesn't have. */
async function confirmLot(
  { database, farm }: ActivityDependencies,
  { listingId, adminSite, signal, until }: Confirming,
  changes: ListedChange[],
): Promise<StagedSite[]> {
  const gone: StagedSite[] = [];
  const present: StagedSite[] = [];
  const confirmed: string[] = [];
  await eachOf(changes, async ({ domain, status, subject }) => {
    if (performance.now() > until) return;
    const site = await farm.get(domain, { signal });
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

async function stillGone(farm: FarmClient, sites: StagedSite[], signal: AbortSignal): Promise<StagedSite[]> {
  const gone: StagedSite[] = [];
  await eachOf(sites, async (site) => {
    if ((await farm.get(site.domain, { signal })) === "absent") gone.push(site);
  });
  return gone;
}

/** A few at once, in their order. */
async function eachOf<T>(items: readonly T[], ask: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  async function askOneByOne(): Promise<void> {
    for (const item of waiting) await ask(item);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOneByOne));
}
