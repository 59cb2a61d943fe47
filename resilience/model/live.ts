import { isDeepStrictEqual } from "node:util";
import type { Lane } from "../lane.ts";
import { startOperation, startSync } from "../operations.ts";
import type { WorkerProcess } from "../worker-process.ts";
import type { Batch } from "./actions.ts";
import { contradiction } from "./check.ts";
import { disturbed } from "./disturb.ts";
import { beginLife, domainOf, type Life, memberOf, observe } from "./life.ts";
import { type NameState, synced } from "./name-state.ts";
import { perform } from "./perform.ts";
import { isOpenToStrangers } from "./strangers.ts";

export interface Lived {
  /** The one that runs at the life's end. */
  worker: WorkerProcess;
  /** How many actions were done. */
  steps: number;
}

/** Lives one life and throws at the first thing that can't be. */
export async function live(lane: Lane, worker: WorkerProcess, batches: Batch[]): Promise<Lived> {
  const life = await beginLife(lane, worker);
  let before = await observe(life);
  let steps = 0;
  for (const [index, batch] of batches.entries()) {
    const quotasBefore = [...life.quotas];
    const known = before;
    const events = await disturbed(life, batch.disturbance, () => perform(life, batch.actions, known));
    steps += events.length;
    const now = await observe(life);
    const quotas = life.quotas.map((quota, member) => Math.max(quota, quotasBefore[member] ?? 0));
    const wrong = contradiction({ batch, events, before, now, quotas });
    if (wrong !== undefined) throw new Error(`batch ${index} (${life.domains[0]}): ${wrong}`);
    before = now;
  }
  await expectConvergence(life);
  return { worker: life.worker, steps };
}

/** Syncs bring console and farm together; no wiki is open to strangers; whatever is archived can be had back. */
async function expectConvergence(life: Life): Promise<void> {
  const settled = await syncUntilSettled(life);
  await expectClosed(life, settled);
  await life.lane.database.user.updateMany({
    where: { id: { in: life.members.map(({ id }) => id) } },
    data: { quota: 100 },
  });
  for (const [name, { archivedOwner, farm }] of settled.entries()) {
    if (archivedOwner === undefined || farm === "absent") continue;
    const [member, domain] = [memberOf(life, archivedOwner), domainOf(life, name)];
    const { state, message } = await (
      await startOperation(life.lane, { kind: "restore", member, domain })
    ).ended();
    if (state !== "done") throw new Error(`${domain} can't be restored: ${message}`);
  }
  const restored = await observe(life);
  if (!isDeepStrictEqual(restored, settled.map(back))) {
    throw new Error(`the restores made ${JSON.stringify(restored)} of ${JSON.stringify(settled)}`);
  }
  await expectClosed(life, restored);
}

function back(state: NameState): NameState {
  const { archivedOwner, farm } = state;
  return archivedOwner === undefined || farm === "absent"
    ? state
    : { ...state, owner: archivedOwner, archivedOwner: undefined, farm: "live" };
}

async function expectClosed(life: Life, states: NameState[]): Promise<void> {
  for (const [name, { farm }] of states.entries()) {
    if (farm === "live" && (await isOpenToStrangers(life.lane.farm, domainOf(life, name)))) {
      throw new Error(`anybody can write in ${domainOf(life, name)}`);
    }
  }
}

/** A sync that finds too much at once is refused; then an administrator has its removals applied. */
async function syncUntilSettled(life: Life): Promise<NameState[]> {
  const { lane } = life;
  const defaultUserId = memberOf(life, 0).id;
  let state = await observe(life);
  for (let syncs = 0; syncs < 4; syncs += 1) {
    const before = state;
    const { runId, state: ended } = await (await startSync(lane, defaultUserId)).ended();
    if (ended === "refused") await (await startSync(lane, defaultUserId, runId ?? undefined)).ended();
    state = await observe(life);
    if (
      state.every((each, name) => isDeepStrictEqual(each, synced(each)) && each.farm === before[name]?.farm)
    ) {
      return state;
    }
  }
  throw new Error(`syncs don't settle it: ${JSON.stringify(state)}`);
}
