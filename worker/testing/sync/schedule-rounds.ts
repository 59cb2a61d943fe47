import { expect } from "vitest";
import type { ScheduleManager } from "#lib/schedule-manager.ts";
import type { SyncStack } from "./stack.ts";

/** Lets a command run beside the others, as if it were another process's. */
export function elsewhere<T>(command: () => Promise<T>): Promise<T> {
  globalThis.memberConsoleScheduleCommands = undefined;
  return command();
}

const syncs = ({ database }: Pick<SyncStack, "database">) => database.operation.findMany();

export async function untilAllEnded(stack: Pick<SyncStack, "database">): Promise<void> {
  const done = async () => (await syncs(stack)).every(({ endedAt }) => endedAt !== null);
  await expect.poll(done, { timeout: 40_000, interval: 20 }).toBe(true);
}

/** Every trigger, `count` in all, has run well. */
async function expectAllRan(stack: Pick<SyncStack, "database">, count: number): Promise<void> {
  await untilAllEnded(stack);
  const operations = await syncs(stack);
  expect(operations).toHaveLength(count);
  expect(operations.filter(({ state }) => state !== "done")).toEqual([]);
}

/** One administrator: pause, trigger, unpause, trigger, so many times; each state stands and each trigger runs. */
export async function pauseAndTrigger(
  stack: Pick<SyncStack, "database">,
  manager: ScheduleManager,
  rounds: number,
): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    await manager.pauseSyncSchedule(`pause ${round}`);
    const first = await manager.triggerSyncNow();
    expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: true, note: `pause ${round}` });
    await manager.unpauseSyncSchedule(`resume ${round}`);
    const second = await manager.triggerSyncNow();
    expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: false, note: `resume ${round}` });
    expect(second).not.toBe(first);
  }
  await expectAllRan(stack, 2 * rounds);
}

/** Two administrators in two processes at once: the state that was asked for stands and both triggers run. */
export async function twoAtOnce(
  stack: Pick<SyncStack, "database">,
  manager: ScheduleManager,
  rounds: number,
): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    const [state, note] = round % 2 ? [true, `pause ${round}`] : [false, `resume ${round}`];
    await Promise.all([
      elsewhere(() => (state ? manager.pauseSyncSchedule(note) : manager.unpauseSyncSchedule(note))),
      elsewhere(() => manager.triggerSyncNow({ trigger: "button", userId: 1 })),
      elsewhere(() => manager.triggerSyncNow({ trigger: "command" })),
    ]);
    expect(await manager.getSyncScheduleInfo()).toMatchObject({ paused: state, note });
  }
  await expectAllRan(stack, 2 * rounds);
}
