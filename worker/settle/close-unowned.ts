import { beginClosing, endClosing } from "#lib/ledger/probing.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { changeStatus } from "./change-status.ts";

/** Makes a wiki read-only that runs without its owner, so that strangers can't write to it until the farm restarts. */
export async function closeUnowned(dependencies: ActivityDependencies, domain: string): Promise<void> {
  const { database, log } = dependencies;
  const isClosed = await changeStatus(dependencies, {
    domain,
    status: "readonly",
    begin: () => beginClosing(database, domain),
    end: (id, end) => endClosing(database, id, end === "done" ? "closed" : end),
  });
  if (isClosed)
    log.error({ domain }, "a wiki runs without its owner: it is read-only until the farm restarts");
}
