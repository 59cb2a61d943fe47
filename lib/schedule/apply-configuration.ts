import { type Config, requireDefaultUser } from "#lib/config.ts";
import type { ScheduleManager } from "#lib/schedule-manager.ts";

/** The note of a pause that the configuration made; what an operator paused has the operator's. */
export const OFF_BY_CONFIGURATION = "Off by configuration (fedwiki-sync-enabled: false)";
const ON_BY_CONFIGURATION = "On by configuration (fedwiki-sync-enabled: true)";

type SyncConfig = Pick<
  Config,
  | "fedwikiSyncEnabled"
  | "fedwikiSyncIntervalMs"
  | "fedwikiSyncDefaultUserId"
  | "fedwikiSyncTriggerImmediately"
>;

/**
 * Called by each worker at its start: declares the schedule, or switches off the one that an earlier start declared
 * (docs/decisions/030-sync-switched-off.md). Any number of workers may do it at once.
 */
export async function applySyncConfiguration(manager: ScheduleManager, config: SyncConfig): Promise<void> {
  const info = await manager.getSyncScheduleInfo();
  if (!config.fedwikiSyncEnabled) {
    if (info !== undefined && !info.paused) await manager.pauseSyncSchedule(OFF_BY_CONFIGURATION);
    return;
  }
  const defaultUserId = requireDefaultUser(config);
  if (info?.paused && info.note === OFF_BY_CONFIGURATION)
    await manager.unpauseSyncSchedule(ON_BY_CONFIGURATION);
  await manager.ensureSyncSchedule({
    intervalMs: config.fedwikiSyncIntervalMs,
    defaultUserId,
    triggerImmediately: config.fedwikiSyncTriggerImmediately,
  });
}
