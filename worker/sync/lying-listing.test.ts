import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import { RefusedListing } from "../sync/implausible.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { lieInListing, type RawSite, rawListing } from "../testing/sync/lies.ts";
import { layWiki } from "../testing/sync/volume.ts";
import { beginSync } from "./listing-store.ts";
import { applySync, syncSettings } from "./runs.ts";
import { stageFarm } from "./stage-farm.ts";

const LIVE = 12;
const ARCHIVED = 3;

const services = await servicesForFile();
let truth: RawSite[];
beforeAll(async () => {
  const { database, farm, dependencies } = services;
  await services.addUser({ isAdmin: true });
  const known = await services.addUser();
  for (let index = 0; index < LIVE; index += 1) {
    await layWiki(services, `live-${index}.localhost`, index % 2 ? known.ownerClaim : "nobody-here");
  }
  for (let index = 0; index < ARCHIVED; index += 1) {
    await layWiki(services, `archived-${index}.localhost`, known.ownerClaim);
  }
  await sync();
  for (let index = 0; index < ARCHIVED; index += 1) {
    await dependencies.farm.archive(`archived-${index}.localhost`);
  }
  await sync();
  expect(await database.site.count()).toBe(LIVE);
  expect(await database.archivedSite.count()).toBe(ARCHIVED);
  truth = await rawListing({ farm });
});

/** The steps of a sync without Temporal; what a guard or the farm's client throws is a run that failed. */
async function sync(): Promise<void> {
  const { dependencies } = services;
  const { database, config } = dependencies;
  const runId = randomUUID();
  const begin = () => beginSync(database, { runId, workflowId: "w", attempt: 1 });
  try {
    const { listingId } = await stageFarm(dependencies, begin, new AbortController().signal);
    await applySync(database, { listingId, runId, ...syncSettings(config, 1) });
  } catch (error) {
    if (!(error instanceof RefusedListing || error instanceof FarmUnavailableError)) throw error;
  }
}

/** What of the console's rows no lie may change. */
async function rows() {
  const { database } = services;
  const orderBy = { id: "asc" } as const;
  const select = { id: true, domain: true, ownerId: true, ownerSource: true, state: true, farmSubject: true };
  return {
    live: await database.site.findMany({ orderBy, select, where: { domain: { startsWith: "live-" } } }),
    archived: await database.archivedSite.findMany({ orderBy }),
  };
}

const unknown = { name: "Unknown" };
const fates: Record<string, (site: RawSite) => unknown[]> = {
  told: (site) => [site],
  omitted: () => [],
  archived: (site) => [{ ...site, status: "archived" }],
  active: (site) => [{ ...site, status: "active" }],
  readonly: (site) => [{ ...site, status: "readonly" }],
  ownerLost: (site) => [{ ...site, owner: unknown }],
  ownerLostAndActive: (site) => [{ ...site, owner: unknown, status: "active" }],
  otherOwner: (site) => [{ ...site, owner: { name: "mallory", oauth2: { id: "mallory" } } }],
  empty: (site) => [{ ...site, pages: 0, storageBytes: 0, lastModified: null }],
  twice: (site) => [site, { ...site, status: "archived", owner: unknown }],
  respelt: (site) => [{ ...site, name: site.name.toUpperCase() }],
  halfWritten: (site) => [{ name: site.name }],
  nonsense: () => [null],
};

const fate = fc.oneof(
  { arbitrary: fc.constant("told"), weight: 600 },
  { arbitrary: fc.constantFrom("omitted", "archived", "active", "readonly", "ownerLost"), weight: 100 },
  { arbitrary: fc.constantFrom("ownerLostAndActive", "otherOwner", "empty", "twice", "respelt"), weight: 60 },
  { arbitrary: fc.constantFrom("halfWritten", "nonsense"), weight: 1 },
);

test("holes 6 and 7: whatever a listing omits or corrupts, no row is lost, and no owner and no state changes", async () => {
  const before = await rows();
  const listings = fc.array(fate, { minLength: LIVE + ARCHIVED + 1, maxLength: LIVE + ARCHIVED + 1 });
  await fc.assert(
    fc.asyncProperty(listings, async (chosen) => {
      const listing = truth.flatMap((site, index) => fates[chosen[index] ?? "told"]?.(site) ?? []);
      lieInListing(services, listing);
      await sync();
      expect(await rows()).toEqual(before);
    }),
    { numRuns: 60 },
  );
  // What it told the truth about is still in order afterwards.
  services.proxy.pass();
  await sync();
  expect(await rows()).toEqual(before);
}, 180_000);
