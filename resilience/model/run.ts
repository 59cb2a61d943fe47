import fc from "fast-check";
import { layGround } from "../kill-walk/scenes.ts";
import { startLane } from "../lane.ts";
import { type SharedServices, startSharedServices } from "../services.ts";
import { lives } from "./actions.ts";
import { live } from "./live.ts";
import { requireOpenWhenUnowned } from "./strangers.ts";

export interface ModelRun {
  seed: number;
  /** Of all lanes together: actions that are done. */
  steps: number;
  lanes: number;
}

/** Actions in one life. Short ones meet more beginnings, long ones more of what comes of them. */
const STEPS_OF_A_LIFE = 20;
/** A life leaves out what comes to nothing, but never half of it. */
const SPARE = 2;

/**
 * Lives lives in parallel lanes until so many steps are done, and throws at the first contradiction. A lane's seed is
 * the run's and its number added.
 * @returns how many steps were done
 */
export async function runModel({ seed, steps, lanes }: ModelRun): Promise<number> {
  const services = await startSharedServices();
  const ofALane = Math.ceil(steps / lanes);
  // To the end also where one finds something, so that none loses its services in the middle.
  const results = await Promise.allSettled([
    requireOpenWhenUnowned(services.provider).then(() => 0),
    ...Array.from({ length: lanes }, (_, number) =>
      runLane(services, { seed: seed + number, steps: ofALane }),
    ),
  ]);
  await services.stop();
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [reasonOf(result.reason)] : [],
  );
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
  return results.reduce((sum, result) => sum + (result.status === "fulfilled" ? result.value : 0), 0);
}

/** fast-check tells the steps, and has what went wrong as its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${reasonOf(error.cause)}\n${error.message}`;
}

async function runLane(
  services: SharedServices,
  { seed, steps }: { seed: number; steps: number },
): Promise<number> {
  const lane = await startLane(services);
  let worker = await lane.startWorker();
  let done = 0;
  try {
    await layGround(lane);
    const property = fc.asyncProperty(lives(STEPS_OF_A_LIFE), async (batches) => {
      if (done >= steps) return;
      const lived = await live(lane, worker, batches);
      worker = lived.worker;
      done += lived.steps;
    });
    const numRuns = SPARE * Math.ceil(steps / STEPS_OF_A_LIFE);
    // Not shrunk: the same steps meet in another way each time.
    await fc.assert(property, { seed, numRuns, endOnFailure: true });
    return done;
  } finally {
    await worker.stop();
    await lane.stop();
  }
}
