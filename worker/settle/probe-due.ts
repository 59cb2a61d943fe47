import { type DueProbe, dueProbes, endProbing, postponeProbe, retryProbe } from "#lib/ledger/probing.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { closeUnowned } from "./close-unowned.ts";
import { lookAgain } from "./look-again.ts";

/** A sweep asks so many, at once: a site that stays silent takes three seconds. */
const AT_MOST = 5;

/**
 * Asks the wikis whose running sites gave no answer when they were made or brought back, or whose owner a sync didn't
 * find on the farm. One that runs without its owner is made read-only; one that is silent is asked ever later, but soon
 * where it was the farm that told nothing. Safe to repeat and to run in several workers at once, as openSecured.
 */
export async function probeDue(dependencies: ActivityDependencies, stopping?: AbortSignal): Promise<void> {
  const { database, log } = dependencies;
  const probes = await dueProbes(database, AT_MOST);
  await Promise.all(
    probes.map(async (probe) => {
      try {
        await ask(dependencies, probe, stopping);
      } catch (error) {
        log.warn({ domain: probe.domain, err: error }, "a wiki can't be asked just now which owner it shows");
        await retryProbe(database, probe);
      }
    }),
  );
}

async function ask(
  dependencies: ActivityDependencies,
  probe: DueProbe,
  stopping?: AbortSignal,
): Promise<void> {
  const { database } = dependencies;
  const look = await lookAgain(dependencies, { domain: probe.domain, orAnybody: true }, stopping);
  if (look?.shown === "ours") {
    await endProbing(database, probe);
  } else if (look?.shown === "notOurs" && look.site.status === "active") {
    await closeUnowned(dependencies, probe.domain);
  } else {
    await postponeProbe(database, probe);
  }
}
