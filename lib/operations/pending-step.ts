import { decodePendingActivityState, type WorkflowExecutionDescription } from "@temporalio/client";
import type { OperationKind } from "#lib/generated/prisma/client.ts";
import { stepLabel } from "./step-labels.ts";

/** What a running operation does now. */
export interface Step {
  step: string;
  /** From 1; undefined while no activity of its own is pending. */
  attempt?: number;
  maximumAttempts?: number;
  /** Why the attempt before this one failed, in plain words. */
  lastError?: string;
  /** When the next attempt begins; undefined while one is going on. */
  nextTryAt?: Date;
}

type PendingActivity = NonNullable<WorkflowExecutionDescription["raw"]["pendingActivities"]>[number];
type Timestamp = PendingActivity["scheduledTime"];

export function pendingStep(kind: OperationKind, description: WorkflowExecutionDescription): Step {
  const pending = description.raw.pendingActivities?.[0];
  if (pending === undefined) return { step: stepLabel(kind, undefined) };
  const nextTryAt = waitsForItsNextTry(pending) ? toDate(pending.scheduledTime) : undefined;
  const lastError = pending.lastFailure?.message;
  return {
    step: stepLabel(kind, pending.activityType?.name ?? undefined),
    attempt: pending.attempt ?? 1,
    ...(pending.maximumAttempts && { maximumAttempts: pending.maximumAttempts }),
    ...(lastError && { lastError: plainWords(lastError) }),
    ...(nextTryAt !== undefined && { nextTryAt }),
  };
}

/**
 * Since when its next task lies in the queue: the workflow's own, or an activity that doesn't wait for a retry.
 * Undefined while a worker has it.
 */
export function inQueueSince(description: WorkflowExecutionDescription): Date | undefined {
  const task = description.raw.pendingWorkflowTask;
  if (task && !task.startedTime) return toDate(task.scheduledTime);
  const activity = description.raw.pendingActivities?.[0];
  if (activity === undefined || !isScheduled(activity) || waitsForItsNextTry(activity)) return undefined;
  return toDate(activity.scheduledTime);
}

function waitsForItsNextTry(activity: PendingActivity): boolean {
  const at = toDate(activity.scheduledTime);
  return isScheduled(activity) && at !== undefined && at.getTime() > Date.now();
}

function isScheduled(activity: PendingActivity): boolean {
  return decodePendingActivityState(activity.state) === "SCHEDULED";
}

/** Temporal's own failures are technical; the activities' messages are written for people. */
function plainWords(message: string): string {
  if (/heartbeat/i.test(message)) return "The worker stopped answering.";
  if (/StartToClose|activity timeout/i.test(message)) return "It took too long.";
  return message;
}

function toDate(timestamp: Timestamp): Date | undefined {
  if (!timestamp?.seconds) return undefined;
  return new Date(Number(timestamp.seconds) * 1000 + (timestamp.nanos ?? 0) / 1e6);
}
