import type { LiveStatus } from "#lib/farm/client.ts";
import type { ActivityDependencies } from "../activities/dependencies.ts";
import { assertInTime, isOver } from "../activities/sending.ts";

/** How the farm took it; `inDoubt`: the request may be on its way. */
export type ChangeEnd = "done" | "refused" | "inDoubt";

export interface StatusChange {
  domain: string;
  status: LiveStatus;
  /** Leave of the ledger's, by the id of an operation; undefined: don't send. */
  begin(): Promise<string | undefined>;
  end(operationId: string, end: ChangeEnd): Promise<void>;
}

/** Of the one request. What comes later than that is left to the next sweep. */
const TIMEOUT_MS = 10_000;

/**
 * Has the farm change a wiki's status, with one request that the ledger gave leave for and hears the end of; also when
 * the farm says that it has that status already, since it says so of a status file that it can't read as well. True when
 * it is done. Throws as the farm's client does.
 */
export async function changeStatus(
  { farm }: Pick<ActivityDependencies, "farm">,
  { domain, status, begin, end }: StatusChange,
): Promise<boolean> {
  const asked = { askedAtMs: performance.now(), askedAtTime: Date.now() };
  const operationId = await begin();
  if (operationId === undefined) return false;
  let came: ChangeEnd = "inDoubt";
  try {
    assertInTime(asked);
    const changed = await farm.setStatus(domain, status, AbortSignal.timeout(TIMEOUT_MS));
    came = changed === "absent" ? "refused" : "done";
  } catch (error) {
    if (isOver(error)) came = "refused";
    throw error;
  } finally {
    await end(operationId, came);
  }
  return came === "done";
}
