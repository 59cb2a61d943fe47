import type { Disturbance } from "./actions.ts";
import type { Life } from "./life.ts";

/**
 * Lets one message of the worker go wrong while the batch goes on. Resolves when the batch is over and a worker runs,
 * which was started at once if the other one was killed.
 */
export async function disturbed<T>(
  life: Life,
  disturbance: Disturbance | undefined,
  batch: () => Promise<T>,
): Promise<T> {
  if (disturbance === undefined) return batch();
  const { lane } = life;
  let count = 0;
  let next: Promise<unknown> = Promise.resolve();
  lane.onMessage(async () => {
    count += 1;
    if (count !== disturbance.at) return "pass";
    if (disturbance.type === "kill") {
      await life.worker.kill();
      next = lane.startWorker().then((worker) => {
        life.worker = worker;
      });
    }
    return "cut";
  });
  try {
    return await batch();
  } finally {
    lane.onMessage(undefined);
    await next;
    await endQuiet(life);
  }
}

/** What was cut off never arrives, so that nobody has to wait ten minutes for it. */
async function endQuiet({ lane, domains }: Life): Promise<void> {
  await lane.database.operation.updateMany({
    where: { domain: { in: domains }, quietUntil: { not: null } },
    data: { quietUntil: new Date(0) },
  });
}
