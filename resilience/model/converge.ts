import { isDeepStrictEqual } from "node:util";
import { startOperation, startSync } from "../operations.ts";
import { liftAll } from "./holds.ts";
import { domainOf, type Life, memberOf } from "./life.ts";
import { type NameState, synced } from "./name-state.ts";
import { type Observation, observe } from "./observe.ts";
import { isOpenToStrangers } from "./strangers.ts";

/**
 * Syncs bring console and farm together, with no orphan on either side; no wiki is open to strangers; whatever is
 * archived can be had back.
 */
export async function expectConvergence(life: Life, { states }: Observation): Promise<void> {
  await liftAll(life);
  const lifted = states.map((state) => ({ ...state, isOnHold: false }));
  const settled = await syncUntilSettled(life, lifted);
  for (const [name, state] of settled.entries()) {
    if (isOrphan(state)) throw new Error(`${domainOf(life, name)} is an orphan: ${JSON.stringify(state)}`);
  }
  await life.lane.database.user.updateMany({
    where: { id: { in: life.members.map(({ id }) => id) } },
    data: { quota: 100 },
  });
  await Promise.all(settled.map((state, name) => restore(life, state, name)));
  const { states: restored } = await observe(life);
  if (!isDeepStrictEqual(restored, settled.map(back))) {
    throw new Error(`the restores made ${JSON.stringify(restored)} of ${JSON.stringify(settled)}`);
  }
  await expectClosed(life, restored);
}

/** One of them has what the other one doesn't know. */
function isOrphan({ owner, archivedOwner, farm }: NameState): boolean {
  return (
    (farm === "live") !== (owner !== undefined) || (farm === "archived") !== (archivedOwner !== undefined)
  );
}

async function restore(life: Life, { archivedOwner }: NameState, name: number): Promise<void> {
  if (archivedOwner === undefined) return;
  const [member, domain] = [memberOf(life, archivedOwner), domainOf(life, name)];
  const started = await startOperation(life.lane, { kind: "restore", member, domain });
  const { state, message } = await started.ended();
  if (state !== "done") throw new Error(`${domain} can't be restored: ${message}`);
}

function back(state: NameState): NameState {
  const { archivedOwner } = state;
  return archivedOwner === undefined
    ? state
    : { ...state, owner: archivedOwner, archivedOwner: undefined, farm: "live" };
}

async function expectClosed(life: Life, states: NameState[]): Promise<void> {
  await Promise.all(
    states.map(async ({ farm }, name) => {
      if (farm === "live" && (await isOpenToStrangers(life.lane.farm, domainOf(life, name)))) {
        throw new Error(`anybody can write in ${domainOf(life, name)}`);
      }
    }),
  );
}

const isAtRest = (state: NameState) => isDeepStrictEqual(state, synced(state));

/** A sync that finds too much at once is refused; then an administrator has its removals applied. */
async function syncUntilSettled(life: Life, states: NameState[]): Promise<NameState[]> {
  const { lane } = life;
  const defaultUserId = memberOf(life, 0).id;
  for (let syncs = 0; syncs < 4; syncs += 1) {
    const { runId, state: ended } = await (await startSync(lane, defaultUserId)).ended();
    if (ended === "refused") await (await startSync(lane, defaultUserId, runId ?? undefined)).ended();
    ({ states } = await observe(life));
    if (states.every(isAtRest)) return states;
  }
  throw new Error(`syncs don't settle it: ${JSON.stringify(states)}`);
}
