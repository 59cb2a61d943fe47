import type { Client, ScheduleDescription } from "@temporalio/client";
import { defaultPayloadConverter } from "@temporalio/common";
import Long from "long";
import { getConfig } from "#lib/config.ts";
import {
  type SyncFedWikiSitesWorkflowInput,
  syncWorkflowId,
  workflowNames,
} from "#lib/contracts/workflows.ts";

/** What the configuration says about the schedule ("ScheduleManager" of the seed). */
export interface ScheduleConfig {
  intervalMs: number;
  defaultUserId: number;
  /** Run one sync now, whatever the number of workers that say so together. */
  triggerImmediately: boolean;
}

/** Temporal's own shape of a schedule: the only one whose update can say what it was based on. */
export type Schedule = NonNullable<Parameters<Client["workflowService"]["createSchedule"]>[0]["schedule"]>;

const SKIP = 1;
/** Runs missed while Temporal was away are made up for this long; the next regular one brings the same result. */
const CATCHUP_WINDOW_MS = 60_000;
/** A sync whose code no longer replays would block all later ones. */
const RUN_TIMEOUT_MS = 3_600_000;

/** What the configuration owns of a schedule: spec, action, policies. Its state is the operator's. */
export function definition(config: ScheduleConfig): Schedule {
  const input: SyncFedWikiSitesWorkflowInput = { defaultUserId: config.defaultUserId };
  return {
    spec: { interval: [{ interval: duration(config.intervalMs) }] },
    action: {
      startWorkflow: {
        workflowId: syncWorkflowId,
        workflowType: { name: workflowNames.sync },
        taskQueue: { name: getConfig().temporalTaskQueue },
        input: { payloads: [defaultPayloadConverter.toPayload(input)] },
        workflowRunTimeout: duration(RUN_TIMEOUT_MS),
      },
    },
    policies: { overlapPolicy: SKIP, catchupWindow: duration(CATCHUP_WINDOW_MS) },
  };
}

/** Whether the schedule that is there says what `definition(config)` says. */
export function isAsDefined(schedule: ScheduleDescription, config: ScheduleConfig): boolean {
  const { spec, action, policies } = schedule;
  return (
    spec.intervals?.length === 1 &&
    spec.intervals[0]?.every === config.intervalMs &&
    spec.calendars?.length === 0 &&
    action.workflowType === workflowNames.sync &&
    action.workflowId === syncWorkflowId &&
    action.taskQueue === getConfig().temporalTaskQueue &&
    action.workflowRunTimeout === RUN_TIMEOUT_MS &&
    JSON.stringify(action.args) === JSON.stringify([{ defaultUserId: config.defaultUserId }]) &&
    policies.overlap === "SKIP" &&
    policies.catchupWindow === CATCHUP_WINDOW_MS
  );
}

/** As Temporal's service takes it. */
function duration(milliseconds: number): { seconds: Long; nanos: number } {
  return {
    seconds: Long.fromNumber(Math.floor(milliseconds / 1_000)),
    nanos: (milliseconds % 1_000) * 1_000_000,
  };
}
