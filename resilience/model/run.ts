import fc from "fast-check";
import { layGround } from "../kill-walk/scenes.ts";
import { startLane } from "../lane.ts";
import { type SharedServices, startSharedServices } from "../services.ts";
import { lives } from "./actions.ts";
import { knownLife } from "./known-life.ts";
import { live } from "./live.ts";
import { requireOpenWhenUnowned } from "./strangers.ts";

export interface ModelRun {
  seed: number;
  /** Of all lanes together: actions that are done. */
  steps: number;
  lanes: number;
  /** Told of every life that was lived. */
  tell: (line: string) => void;
}

/** What was lived, in sum. */
export interface Count {
  steps: number;
  /** Of them, operations that ended without a known outcome, and were settled. */
  unknown: number;
}

/** Actions in one life. Short ones meet more beginnings, long ones more of what comes of them. */
const STEPS_OF_A_LIFE = 30;
/** A life leaves out what comes to nothing, but never half of it. */
const SPARE = 2;

/**
 * Lives lives in parallel lanes until so many steps are done, and throws at the first contradiction. A lane's seed is
 * the run's and its number added.
 */
export async function runModel({ seed, steps, lanes, tell }: ModelRun): Promise<Count> {
  const services = await startSharedServices();
  const ofALane = Math.ceil(steps / lanes);
  const sum = { steps: 0, unknown: 0 };
  // To the end also where one finds something, so that none loses its services in the middle.
  const results = await Promise.allSettled([
    requireOpenWhenUnowned(services.provider),
    ...Array.from({ length: lanes }, (_, number) =>
      runLane(services, { seed: seed + number, steps: ofALane, tell }, sum),
    ),
  ]);
  await services.stop();
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [reasonOf(result.reason)] : [],
  );
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
  return sum;
}

/** fast-check tells the steps, and has what went wrong as its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${reasonOf(error.cause)}\n${error.message}`;
}

async function runLane(
  services: SharedServices,
  { seed, steps, tell }: Omit<ModelRun, "lanes">,
  sum: Count,
): Promise<void> {
  const lane = await startLane(services);
  let worker = await lane.startWorker();
  let done = 0;
  try {
    await layGround(lane);
    const property = fc.asyncProperty(lives(STEPS_OF_A_LIFE), async (batches) => {
      if (done >= steps) return;
      const startedAt = performance.now();
      const lived = await live(lane, worker, batches);
      worker = lived.worker;
      done += lived.steps;
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      tell(`Lane of seed ${seed}: ${done} steps, the last ${lived.steps} in ${seconds} s`);
      sum.steps += lived.steps;
      sum.unknown += lived.unknown;
    });
    const numRuns = SPARE * Math.ceil(steps / STEPS_OF_A_LIFE);
    // Not shrunk: the same steps meet in another way each time.
    await fc.assert(property, { seed, numRuns, endOnFailure: true, examples: [[knownLife]] });
  } finally {
    await worker.stop();
    await lane.stop();
  }
}
