import { patiently } from "#lib/database/patiently.ts";
import { FarmManagerAPIError, FarmUnavailableError } from "#lib/farm/errors.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { Asked, LedgerAnswer } from "#lib/ledger/answer.ts";
import { noteNothingOnItsWay } from "#lib/ledger/conclude.ts";
import type { LedgerStep } from "#lib/ledger/step.ts";

/**
 * Leave to send is for now: a process that was stopped in between must not send when it wakes up, long after another
 * attempt has ended the operation. A busy database answers within seconds.
 */
const LEAVE_MS = 10_000;

/**
 * Sends a changing request that the ledger gave leave for. When it fails in a way that leaves nothing on its way to
 * the farm, now or from an earlier attempt, that is noted, so that what the operation holds can be given back at once.
 */
export async function sending<T>(
  database: PrismaClient,
  step: LedgerStep,
  leave: LedgerAnswer,
  request: () => Promise<T>,
): Promise<T> {
  try {
    assertInTime(leave);
    return await request();
  } catch (error) {
    if (!leave.alreadySent && isOver(error)) {
      await patiently(() => noteNothingOnItsWay(database, step));
    }
    throw error;
  }
}

/** Throws FarmUnavailableError when the leave to send has expired. */
export function assertInTime(leave: Asked): void {
  if (ageMs(leave) > LEAVE_MS) {
    throw new FarmUnavailableError("The worker came too late to ask the wiki farm.", false);
  }
}

/** By the clock that tells of more: one stands still while the machine is suspended, the other may be set back. */
function ageMs({ askedAtMs, askedAtTime }: Asked): number {
  return Math.max(performance.now() - askedAtMs, Date.now() - askedAtTime);
}

/** Whether a request that failed so isn't on its way any more. */
export function isOver(error: unknown): boolean {
  return (
    error instanceof FarmManagerAPIError || (error instanceof FarmUnavailableError && !error.mayHaveArrived)
  );
}
