/** What the `schedule` commands do, in words for the operator. */
import { type Config, formatDuration, requireDefaultUser } from "#lib/config.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { logger } from "#lib/log.ts";
import { StartError } from "#lib/process/start-error.ts";
import { ScheduleCommandError } from "#lib/schedule/command.ts";
import { ScheduleManager, SyncScheduleMissingError } from "#lib/schedule-manager.ts";
import { closeTemporal, temporalClient } from "#lib/temporal/client.ts";
import { isUnreachable } from "#lib/temporal/unreachable.ts";
import { printColumns } from "./print-columns.ts";

type Action = (manager: ScheduleManager, config: Config, note: string) => Promise<void>;

const actions = {
  info: showInfo,
  ensure,
  async pause(manager, _config, note) {
    await manager.pauseSyncSchedule(note);
    console.log("Paused.");
  },
  async unpause(manager, _config, note) {
    await manager.unpauseSyncSchedule(note);
    console.log("Resumed.");
  },
  async trigger(manager) {
    console.log(`Asked for a sync: operation ${await manager.triggerSyncNow({ trigger: "command" })}.`);
  },
  async delete(manager) {
    await manager.deleteSyncSchedule();
    console.log("Deleted.");
  },
} satisfies Record<string, Action>;

export type ScheduleAction = keyof typeof actions;

/** @throws StartError when Temporal or the schedule isn't there, or a command has no effect */
export async function runScheduleAction(action: ScheduleAction, config: Config, note: string): Promise<void> {
  // These words are for people; log lines of success would stand between them.
  const log = logger("schedule");
  log.level = "warn";
  try {
    await actions[action](new ScheduleManager(await temporalClient(), log), config, note);
  } catch (error) {
    throw explained(error, config);
  } finally {
    await Promise.all([closeTemporal(), closeDatabase()]);
  }
}

async function showInfo(manager: ScheduleManager): Promise<void> {
  const info = await manager.getSyncScheduleInfo();
  if (info === undefined) throw new SyncScheduleMissingError();
  printColumns([
    ["state", info.paused ? "paused" : info.running ? "active, a sync is running" : "active"],
    ["note", info.note === "" ? "-" : info.note],
    ["interval", info.intervalMs === undefined ? "-" : formatDuration(info.intervalMs)],
    ["last run", info.lastRunAt?.toISOString() ?? "none yet"],
    ["next run", info.nextRunAt?.toISOString() ?? "none while paused"],
  ]);
}

async function ensure(manager: ScheduleManager, config: Config): Promise<void> {
  const { fedwikiSyncIntervalMs, fedwikiSyncTriggerImmediately } = config;
  await manager.ensureSyncSchedule({
    intervalMs: fedwikiSyncIntervalMs,
    defaultUserId: requireDefaultUser(config),
    triggerImmediately: fedwikiSyncTriggerImmediately,
  });
  console.log(`Declared: every ${formatDuration(fedwikiSyncIntervalMs)}.`);
}

/** What the operator can do something about, as one line. */
function explained(error: unknown, { temporalAddress }: Config): unknown {
  if (error instanceof SyncScheduleMissingError || error instanceof ScheduleCommandError) {
    return new StartError(error.message);
  }
  return isUnreachable(error)
    ? new StartError(`Temporal at ${temporalAddress} (temporal-address) doesn't answer.`)
    : error;
}
