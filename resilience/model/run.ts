import fc from "fast-check";
import { layGround } from "../kill-walk/scenes.ts";
import { startLane } from "../lane.ts";
import { type SharedServices, startSharedServices } from "../services.ts";
import { lives } from "./actions.ts";
import { live } from "./live.ts";

export interface ModelRun {
  seed: number;
  /** Of all lanes together. */
  steps: number;
  lanes: number;
}

/** Actions in one life. Short ones meet more beginnings, long ones more of what comes of them. */
const STEPS_OF_A_LIFE = 20;

/**
 * Lives lives in parallel lanes until so many steps are done, and throws at the first contradiction. A lane's seed is
 * the run's and its number added.
 */
export async function runModel({ seed, steps, lanes }: ModelRun): Promise<void> {
  const services = await startSharedServices();
  const numRuns = Math.ceil(steps / lanes / STEPS_OF_A_LIFE);
  // To the end also where one finds something, so that none loses its services in the middle.
  const results = await Promise.allSettled(
    Array.from({ length: lanes }, (_, number) => runLane(services, { seed: seed + number, numRuns })),
  );
  await services.stop();
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [reasonOf(result.reason)] : [],
  );
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
}

/** fast-check tells the steps, and has what went wrong as its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${reasonOf(error.cause)}\n${error.message}`;
}

async function runLane(
  services: SharedServices,
  { seed, numRuns }: { seed: number; numRuns: number },
): Promise<void> {
  const lane = await startLane(services);
  let worker = await lane.startWorker();
  try {
    await layGround(lane);
    const property = fc.asyncProperty(lives(STEPS_OF_A_LIFE), async (batches) => {
      worker = await live(lane, worker, batches);
    });
    // Not shrunk: the same steps meet in another way each time.
    await fc.assert(property, { seed, numRuns, endOnFailure: true });
  } finally {
    await worker.stop();
    await lane.stop();
  }
}
