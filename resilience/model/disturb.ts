import type { Fault as ProxyFault } from "#embedded/proxy/start.ts";
import type { Disturbance, Doubt, Fault } from "./actions.ts";
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
  if (disturbance.type === "doubt") return inDoubt(life, disturbance, batch);
  return faulty(life, disturbance, batch);
}

async function faulty<T>(life: Life, { type, at }: Fault, batch: () => Promise<T>): Promise<T> {
  const { lane } = life;
  let count = 0;
  let next: Promise<unknown> = Promise.resolve();
  lane.onMessage(async () => {
    count += 1;
    if (count !== at) return "pass";
    if (type === "kill") {
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
  }
}

const FARM_MANAGER = "/plugin/farmmanager/";

async function inDoubt<T>({ lane, late }: Life, { at, arrives }: Doubt, batch: () => Promise<T>): Promise<T> {
  let count = 0;
  lane.farmProxy.disturb(({ method, path }): ProxyFault | undefined => {
    if (!path.startsWith(FARM_MANAGER)) return undefined;
    if (count >= at) return { kind: "answer", status: 403, body: { error: "Admin access required" } };
    if (method === "GET") return undefined;
    count += 1;
    if (count < at) return undefined;
    switch (arrives) {
      case "atOnce":
        return { kind: "cutAfter" };
      case "never":
        return { kind: "cutBefore" };
      case "late":
        return { kind: "cutAndDeliver", ...late.hold() };
      default:
        return arrives satisfies never;
    }
  });
  try {
    return await batch();
  } finally {
    lane.farmProxy.pass();
  }
}
