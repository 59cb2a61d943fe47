import type { ScheduleDescription } from "@temporalio/client";

/** What `GetSyncScheduleInfo` of the seed answers. */
export interface SyncScheduleInfo {
  paused: boolean;
  /** Why it is paused or was resumed; empty when nobody said. */
  note: string;
  intervalMs: number | undefined;
  /** When the latest run was started; undefined before the first. */
  lastRunAt: Date | undefined;
  /** Undefined while paused. */
  nextRunAt: Date | undefined;
  createdAt: Date;
  /** A run is going on. */
  running: boolean;
}

export function scheduleInfo({ state, spec, info }: ScheduleDescription): SyncScheduleInfo {
  return {
    paused: state.paused,
    note: state.note ?? "",
    intervalMs: spec.intervals?.[0]?.every,
    lastRunAt: info.recentActions.at(-1)?.takenAt,
    nextRunAt: state.paused ? undefined : info.nextActionTimes[0],
    createdAt: info.createdAt,
    running: info.runningActions.length > 0,
  };
}
