import { startLane } from "../lane.ts";
import { type SharedServices, startSharedServices } from "../services.ts";
import { kinds, layGround } from "./scenes.ts";
import { countMessages, type Point, type WalkedLane, walkPoint } from "./walk.ts";

/** A point that was walked: the message at which the worker was killed, and what was wrong afterwards, if anything. */
export interface Walked extends Point {
  /** Undefined: the operation had fewer messages. */
  killedAt: string | undefined;
  failure: string | undefined;
}

export interface Lanes {
  /**
   * How many messages an operation has that nobody disturbs, by kind: the fewer of two counts, since a visit that the
   * farm doesn't admit yet is repeated.
   */
  counts(): Promise<Record<(typeof kinds)[number], number>>;
  /** Walks the points, as many at a time as there are lanes. */
  walk(points: Iterable<Point>): Promise<Walked[]>;
  stop(): Promise<void>;
}

/** Killed workers are missed after ten seconds, in which a lane does nothing: so many of them fit on two cores. */
const LANES = 8;

export async function startLanes(): Promise<Lanes> {
  const services = await startSharedServices();
  const lanes = await Promise.all(Array.from({ length: LANES }, () => startWalkedLane(services)));
  return {
    async counts() {
      const counted = await Promise.all(
        kinds.map(async (kind, index) => {
          const two = [at(lanes, index), at(lanes, index + kinds.length)];
          const both = await Promise.all(two.map((lane) => countMessages(lane, kind)));
          return [kind, Math.min(...both)] as const;
        }),
      );
      const counts = new Map(counted);
      const of = (kind: (typeof kinds)[number]) => counts.get(kind) ?? 0;
      return { create: of("create"), delete: of("delete"), restore: of("restore"), sync: of("sync") };
    },
    async walk(points) {
      const walked: Walked[] = [];
      const waiting = points[Symbol.iterator]();
      const walkAlong = async (lane: WalkedLane) => {
        for (const point of { [Symbol.iterator]: () => waiting }) walked.push(await tryPoint(lane, point));
      };
      await Promise.all(lanes.map(walkAlong));
      return walked;
    },
    async stop() {
      await Promise.all(
        lanes.map(async ({ lane, worker }) => {
          await worker.stop();
          await lane.stop();
        }),
      );
      await services.stop();
    },
  };
}

async function startWalkedLane(services: SharedServices): Promise<WalkedLane> {
  const lane = await startLane(services);
  const worker = await lane.startWorker();
  await layGround(lane);
  return { lane, worker };
}

/** What is wrong at one point doesn't keep the others from being walked. */
async function tryPoint(lane: WalkedLane, point: Point): Promise<Walked> {
  try {
    return { ...point, killedAt: await walkPoint(lane, point), failure: undefined };
  } catch (error) {
    return { ...point, killedAt: undefined, failure: error instanceof Error ? error.message : String(error) };
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError("no lanes");
  return item;
}
