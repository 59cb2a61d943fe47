import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import { shownOwner } from "#lib/farm/site-probe.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { beginOpening, endOpening, type OpeningEnd } from "#lib/ledger/opening.ts";
import { siteUrl } from "#lib/sites/site-url.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { assertInTime } from "../activities/sending.ts";

/** A sweep looks at so many; there is one only after a visit in the wrong moment. */
const AT_MOST = 20;
/** Of the one request. What comes later than that is left to the next sweep. */
const TIMEOUT_MS = 10_000;

/**
 * Looks again at the wikis that were made read-only because they ran without their owner. When the farm was restarted
 * they show their owner, and are opened. Safe to repeat and to run in several workers at once: the ledger lets one of
 * them send, and keeps everything else from the wiki meanwhile. Stops between two of them when `stopping` is aborted.
 */
export async function openSecured(dependencies: ActivityDependencies, stopping?: AbortSignal): Promise<void> {
  const { database, log } = dependencies;
  for (const domain of await secured(database)) {
    if (stopping?.aborted) return;
    try {
      const site = await safeSite(dependencies, domain);
      if (site !== undefined) await open(dependencies, site);
    } catch (error) {
      log.warn({ domain, err: error }, "a secured wiki can't be looked at just now");
    }
  }
}

/** The comment tells whoever looks at the database's statistics where the query comes from. */
async function secured(database: PrismaClient): Promise<string[]> {
  const sites = await database.$queryRaw<{ domain: string }[]>`
    select domain /* sweep */ from site
    where secured_at is not null and state = 'readonly' and operation_id is null
    order by change_seq limit ${AT_MOST}`;
  return sites.map(({ domain }) => domain);
}

/** The running site shows the owner that the farm has on its disk, and a visitor isn't taken for them. */
async function safeSite(
  { farm, config }: ActivityDependencies,
  domain: string,
): Promise<FarmSite | undefined> {
  const site = await farm.get(domain);
  if (site === "absent" || site.status === "archived") return undefined;
  const shown = await shownOwner(siteUrl(config.fedwikiSiteUrl, domain), site.owner.name);
  return shown === "ours" ? site : undefined;
}

/** One that somebody has opened on the farm is only recorded. */
async function open(
  { database, farm, log }: ActivityDependencies,
  { domain, status }: FarmSite,
): Promise<void> {
  const asked = { askedAtMs: performance.now(), askedAtTime: Date.now() };
  const operationId = await beginOpening(database, domain);
  if (operationId === undefined) return;
  let end: OpeningEnd = "inDoubt";
  try {
    assertInTime(asked);
    const site =
      status === "active" || (await farm.setStatus(domain, "active", AbortSignal.timeout(TIMEOUT_MS)));
    end = site === "absent" ? "refused" : "opened";
    if (end === "opened") log.info({ domain }, "a secured wiki shows its owner again and is writable");
  } catch (error) {
    const isOver =
      error instanceof FarmManagerAPIError ||
      (error instanceof FarmUnavailableError && !error.mayHaveArrived);
    if (isOver) end = "refused";
    throw error;
  } finally {
    await endOpening(database, operationId, end);
  }
}
