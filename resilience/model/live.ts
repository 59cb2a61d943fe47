import type { Lane } from "../lane.ts";
import type { WorkerProcess } from "../worker-process.ts";
import type { Batch } from "./actions.ts";
import { contradiction, unexplained } from "./check.ts";
import { expectConvergence } from "./converge.ts";
import { disturbed } from "./disturb.ts";
import { beginLife, type Life } from "./life.ts";
import type { Event } from "./name-state.ts";
import { type Observation, observe, tellQuiet } from "./observe.ts";
import { arriving, perform } from "./perform.ts";
import { endQuiet, letTimePass } from "./time.ts";

export interface Lived {
  /** The one that runs at the life's end. */
  worker: WorkerProcess;
  /** How many actions were done, and how many of them ended without a known outcome. */
  steps: number;
  unknown: number;
}

/** Lives one life and throws at the first thing that can't be. */
export async function live(lane: Lane, worker: WorkerProcess, batches: Batch[]): Promise<Lived> {
  const life = await beginLife(lane, worker);
  const events: Event[] = [];
  let before = await observe(life);
  for (const [index, batch] of batches.entries()) {
    try {
      if (batch.isAfterAWhile) before = await afterAWhile(life, before);
      const lived = await liveBatch(life, batch, before);
      events.push(...lived.events);
      before = lived.now;
    } catch (error) {
      throw new Error(`batch ${index} (${life.domains[0]})`, { cause: error });
    }
  }
  await expectConvergence(life, await afterAWhile(life, before));
  return {
    worker: life.worker,
    steps: events.filter(({ action }) => action.type !== "arrival").length,
    unknown: events.filter(({ outcome }) => outcome === "unknown").length,
  };
}

async function liveBatch(
  life: Life,
  batch: Batch,
  { states, quiet }: Observation,
): Promise<{ events: Event[]; now: Observation }> {
  const { actions, disturbance } = batch;
  const quotasBefore = [...life.quotas];
  // A fault is for the messages of this batch.
  const isFaulty = disturbance?.type === "cut" || disturbance?.type === "kill";
  const events = await disturbed(life, disturbance, () => perform(life, actions, states, !isFaulty));
  if (isFaulty) {
    await endQuiet(
      life,
      life.domains.filter((_, name) => !quiet[name]),
    );
  }
  const now = await observe(life);
  const quotas = life.quotas.map((quota, member) => Math.max(quota, quotasBefore[member] ?? 0));
  const wrong = contradiction({ batch, events, before: states, now: now.states, quiet, quotas });
  if (wrong !== undefined) throw new Error(wrong);
  return { events, now };
}

/** What is late arrives in time; then nothing is on its way any more, and every doubt is settled. */
async function afterAWhile(life: Life, { states }: Observation): Promise<Observation> {
  const events = await arriving(life);
  await letTimePass(life);
  const now = await observe(life);
  const settle: Event = { action: { type: "settle", isFinal: true }, outcome: "done" };
  const wrong = unexplained({ events: [...events, settle], before: states, now: now.states });
  if (wrong !== undefined) throw new Error(`after a while ${wrong}`);
  if (now.states.some(({ doubt }) => doubt !== undefined)) throw new Error("a doubt wasn't settled");
  if (now.quiet.includes(true)) throw new Error(`still on its way: ${await tellQuiet(life)}`);
  return now;
}
