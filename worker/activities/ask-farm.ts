import type { StartedKind } from "#lib/contracts/workflows.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import type { FarmSite } from "#lib/farm/site.ts";
import type { DoubtfulAnswer } from "#lib/ledger/answer.ts";
import type { Finding } from "#lib/ledger/finding.ts";
import { SETTLING } from "#lib/ledger/securing.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { secureSite, securingWords } from "./secure-site.ts";
import { assertAbsent } from "./witness.ts";

/** An operation of which something may be on its way to the farm. */
export interface InDoubt {
  kind: StartedKind;
  /** The owner claim of who asked. */
  subject: string | null;
  /** What a create named its owner, where that is known; else what the farm has written is believed. */
  ownerName?: string;
  /** The ledger's, that no attempt sends any more and that the farm is to be asked. */
  answer: DoubtfulAnswer;
}

/**
 * Asks the farm how an operation in doubt ended. It is only read, but for a wiki of the operation's own that has to be
 * secured. A farm that refuses, doesn't answer, or doesn't prove that it is itself, has said nothing, and neither has
 * one that doesn't secure such a wiki. An operation that holds nothing any more has nothing to ask for.
 */
export async function askFarm(
  dependencies: ActivityDependencies,
  doubt: InDoubt,
  signal: AbortSignal,
): Promise<Finding> {
  const { domain, held } = doubt.answer;
  if (held == null) return "silent";
  try {
    const site = await dependencies.farm.get(domain, { signal });
    if (site === "absent") {
      await assertAbsent(dependencies, domain, signal);
      return site;
    }
    return mayBeOwn(site, doubt) ? await secured(dependencies, site, doubt, signal) : site;
  } catch (error) {
    if (error instanceof FarmManagerAPIError || error instanceof FarmUnavailableError) return "silent";
    throw error;
  }
}

/**
 * Live, and as it looks what the operation was to bring; the ledger decides. The address of what doesn't name its owner
 * yet isn't visited: that would make it a wiki without one.
 */
function mayBeOwn({ status, owner }: FarmSite, { kind, subject, answer }: InDoubt): boolean {
  if (status !== "active" || kind === "delete" || kind === "preview") return false;
  return kind === "restore" || owner.marker?.console === answer.console || owner.subject === subject;
}

async function secured(
  dependencies: ActivityDependencies,
  site: FarmSite,
  { kind, ownerName, answer: { operationId, held, console } }: InDoubt,
  signal: AbortSignal,
): Promise<Finding> {
  const found = await secureSite(dependencies, site, {
    securer: { operationId, attempt: SETTLING },
    ownerName: site.owner.marker?.console === console ? (ownerName ?? site.owner.name) : site.owner.name,
    isCustomDomain: held?.isCustomDomain ?? true,
    words:
      securingWords[
        kind === "restore" ? "restored" : site.owner.marker?.console === console ? "made" : "adopted"
      ],
    signal,
  });
  if ("barred" in found) return found.barred.outcome === "superseded" ? site : "silent";
  return found;
}
