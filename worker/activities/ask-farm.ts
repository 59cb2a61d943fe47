import type { StartedKind } from "#lib/contracts/workflows.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import type { Finding } from "#lib/ledger/finding.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { secureSite } from "./secure-site.ts";
import { assertAbsent } from "./witness.ts";

/** An operation of which something may be on its way to the farm. */
export interface InDoubt {
  kind: StartedKind;
  domain: string;
  /** The owner claim of who asked. */
  subject: string | null;
  isCustomDomain: boolean;
  /** What a create named its owner, where that is known; else what the farm has written is believed. */
  ownerName?: string;
  /** UUID of this console. */
  console: string;
}

/**
 * Asks the farm how an operation in doubt ended. It is only read, but for a wiki of the operation's own that has to be
 * secured. A farm that refuses, doesn't answer, or doesn't prove that it is itself, has said nothing, and neither has
 * one that doesn't secure such a wiki.
 */
export async function askFarm(
  dependencies: ActivityDependencies,
  doubt: InDoubt,
  signal: AbortSignal,
): Promise<Finding> {
  try {
    const site = await dependencies.farm.get(doubt.domain, { signal });
    if (site === "absent") {
      await assertAbsent(dependencies, doubt.domain, signal);
      return site;
    }
    return isOwn(site, doubt) ? await secured(dependencies, site, doubt) : site;
  } catch (error) {
    if (error instanceof FarmManagerAPIError || error instanceof FarmUnavailableError) return "silent";
    throw error;
  }
}

/** Live, and made by this console for who asked: by this create, or by one that it took over. */
function isOwn({ status, owner }: FarmSite, { kind, subject, console }: InDoubt): boolean {
  return (
    kind === "create" &&
    status === "active" &&
    owner.marker?.console === console &&
    subject !== null &&
    owner.subject === subject
  );
}

async function secured(
  dependencies: ActivityDependencies,
  site: FarmSite,
  { domain, isCustomDomain, ownerName = site.owner.name }: InDoubt,
): Promise<FarmSite> {
  return (await secureSite(dependencies, site, { domain, isCustomDomain, ownerName })).site;
}
