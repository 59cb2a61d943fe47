import { cancellationSignal } from "@temporalio/activity";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { RestoreFedWikiSiteWorkflowInput } from "#lib/contracts/workflows.ts";
import { patiently } from "#lib/database/patiently.ts";
import { isCanonical } from "#lib/domain-names.ts";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import { concludeOperation } from "#lib/ledger/conclude.ts";
import { beginRestore, confirmRestore, loseRestore, reserveRestore } from "#lib/ledger/restore.ts";
import type { ActivityDependencies } from "./dependencies.ts";
import { heartbeating } from "./heartbeating.ts";
import { ledgerStep, stepResult } from "./ledger-step.ts";
import { planRestore } from "./plan-restore.ts";
import { sending } from "./sending.ts";
import { assertAbsent } from "./witness.ts";

/**
 * Gets an archived wiki back as it was: reserves its name and its place in the owner's quota, opens it on the farm and
 * confirms its row. One that the farm has lost leaves the archive.
 * Twice is safe: the ledger answers for an operation that has ended, and the farm is asked first how the wiki stands.
 * Throws FarmManagerAPIError (final), FarmUnavailableError and DatabaseUnavailableError (retryable); whoever may not
 * restore it gets an answer, not an error.
 */
export function restoreFedWikiSiteActivity(dependencies: ActivityDependencies) {
  const { database, farm, config } = dependencies;
  return heartbeating(async (input: RestoreFedWikiSiteWorkflowInput): Promise<StepResult> => {
    const { domain } = input;
    const signal = cancellationSignal();
    const step = ledgerStep("restore", input, config);
    if (!isCanonical(domain)) {
      return stepResult(await patiently(() => concludeOperation(database, step, "nothingToRestore"), signal));
    }
    const { fedwikiSiteQuota } = config;
    const reserved = await patiently(() => reserveRestore(database, step, fedwikiSiteQuota), signal);
    const { wiki, alreadySent } = reserved;
    if (wiki === undefined) return stepResult(reserved);

    const found = await farm.get(domain, { signal });
    if (found === "absent") {
      await assertAbsent(dependencies, domain, signal);
      return stepResult(await patiently(() => loseRestore(database, step), signal));
    }
    const { status, secured, message } = await planRestore(dependencies, found, { wiki, alreadySent });
    const leave = await patiently(() => beginRestore(database, step, found), signal);
    if (leave.outcome !== "go") return stepResult(leave);
    const site = await sending(database, step, leave, async () =>
      // The farm calls a wiki active also when it can't read its status, so that isn't believed.
      found.status === "readonly" && status === "readonly"
        ? found
        : await farm.setStatus(domain, status, signal),
    );
    if (site === "absent") throw new FarmUnavailableError("The wiki farm lost this wiki.", false);
    const restored = { site, secured, silent: false, message };
    return stepResult(await patiently(() => confirmRestore(database, step, restored), signal));
  });
}
