import type { FarmSite } from "#lib/farm/site.ts";
import { beginClosing, endClosing } from "#lib/ledger/probing.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { changeStatus } from "./change-status.ts";

/** Makes a wiki read-only that runs without its owner, so that strangers can't write to it until the farm restarts. */
export async function closeUnowned(dependencies: ActivityDependencies, site: FarmSite): Promise<void> {
  const { database, log } = dependencies;
  const { domain } = site;
  const isClosed = await changeStatus(dependencies, {
    site,
    status: "readonly",
    begin: () => beginClosing(database, domain),
    end: (id, end) => endClosing(database, id, end === "done" ? "closed" : end),
  });
  if (isClosed)
    log.error({ domain }, "a wiki runs without its owner: it is read-only until the farm restarts");
}
