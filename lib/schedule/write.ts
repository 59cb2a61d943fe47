import { randomUUID } from "node:crypto";
import { type Client, isGrpcServiceError, type ScheduleDescription } from "@temporalio/client";
import { syncScheduleId } from "#lib/contracts/workflows.ts";
import { definition, type ScheduleConfig } from "./definition.ts";

const ALREADY_EXISTS = 6;

/** Somebody else creating it at the same time is as good; what they wrote is read back and compared. */
export async function createSchedule(client: Client, config: ScheduleConfig): Promise<void> {
  try {
    await client.workflowService.createSchedule({ ...request(client), schedule: definition(config) });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
  }
}

/**
 * Replaces what the configuration owns and keeps the state. Written through the service itself, since the SDK's
 * `update` doesn't send the conflict token: with it, Temporal drops an update that would undo a pause made since.
 */
export async function updateSchedule(
  client: Client,
  config: ScheduleConfig,
  current: ScheduleDescription,
): Promise<void> {
  await client.workflowService.updateSchedule({
    ...request(client),
    schedule: { ...definition(config), state: current.raw.schedule?.state },
    conflictToken: current.raw.conflictToken,
  });
}

function request(client: Client) {
  return {
    namespace: client.options.namespace,
    scheduleId: syncScheduleId,
    identity: client.options.identity,
    requestId: randomUUID(),
  };
}
