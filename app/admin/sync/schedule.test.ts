import {
  InterceptingCall,
  type Interceptor,
  type InterceptorOptions,
  type StatusObject,
  status,
} from "@grpc/grpc-js";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { installConfig } from "#lib/config.ts";
import { syncScheduleId } from "#lib/contracts/workflows.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { interceptedClient } from "#worker/testing/sync/intercepted-client.ts";
import { noteSilence, readSchedule, scheduleManager } from "./schedule.ts";
import { scheduleRefusal } from "./schedule-refusal.ts";

const stack = await syncStackForFile();
afterEach(async () => {
  vi.restoreAllMocks();
  await globalThis.memberConsoleTemporal?.connection.close();
  globalThis.memberConsoleTemporal = undefined;
  installConfig(stack.config);
  await (await scheduleManager()).deleteSyncSchedule();
});

async function ensureSchedule(): Promise<void> {
  const config = { intervalMs: 3_600_000, defaultUserId: 1, triggerImmediately: false };
  await (await scheduleManager()).ensureSyncSchedule(config);
}

const isAboutSchedule: (options: InterceptorOptions) => boolean = ({ method_definition }) =>
  method_definition.path.endsWith("/DescribeSchedule");

/** This process's client, whose first questions about the schedule the server refuses after it has answered them. */
async function askTooMuch(refusals: number): Promise<() => number> {
  let asked = 0;
  const interceptor: Interceptor = (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start(metadata, listener, next) {
        if (!isAboutSchedule(options)) return next(metadata, listener);
        asked += 1;
        if (asked > refusals) return next(metadata, listener);
        next(metadata, {
          ...listener,
          onReceiveStatus: (ended: StatusObject) =>
            listener.onReceiveStatus({ ...ended, code: status.RESOURCE_EXHAUSTED }),
        });
      },
    });
  globalThis.memberConsoleTemporal = await interceptedClient(stack, interceptor);
  return () => asked;
}

test("a page knows the schedule although Temporal is asked too much for seconds", async () => {
  await ensureSchedule();
  const asked = await askTooMuch(6);
  expect(await readSchedule()).toMatchObject({ state: "known", info: { intervalMs: 3_600_000 } });
  expect(asked()).toBe(7);
});

test("hole 11: Temporal hangs: a page and a button answer within patience + 2 s", async () => {
  await ensureSchedule();
  const patienceMs = 2_000;
  installConfig({ ...stack.config, patienceMs });
  globalThis.memberConsoleTemporal = await interceptedClient(
    stack,
    (options, nextCall) =>
      new InterceptingCall(nextCall(options), {
        // The question never arrives.
        sendMessage: (message, next) => (isAboutSchedule(options) ? undefined : next(message)),
        halfClose: (next) => (isAboutSchedule(options) ? undefined : next()),
      }),
  );
  const startedAt = performance.now();
  const error: unknown = await (await scheduleManager()).pauseSyncSchedule("hangs").catch((reason) => reason);
  expect(scheduleRefusal(error)).toContain("didn't answer");
  // The page that follows.
  expect(await readSchedule()).toEqual({ state: "unreachable" });
  expect(performance.now() - startedAt).toBeLessThan(patienceMs + 2_000);

  globalThis.memberConsoleTemporal = undefined;
  await expect.poll(readSchedule, { timeout: 10_000 }).toMatchObject({ state: "known" });
});

test("a Temporal that was silent and is slow now is known again after half a minute", async () => {
  await ensureSchedule();
  // Each refusal is asked again after a pause, so this takes more than half a second.
  await askTooMuch(6);
  noteSilence();
  expect(await readSchedule()).toEqual({ state: "unreachable" });
  await globalThis.memberConsoleTemporal?.connection.close();
  await askTooMuch(6);
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + 31_000);
  expect(await readSchedule()).toMatchObject({ state: "known" });
});

test("hole 48: a run that has ended here but not in Temporal keeps a sync from beginning: the button says so", async () => {
  const { client, database } = stack;
  await ensureSchedule();
  // Without a worker it goes on for ever.
  await (await scheduleManager()).triggerSyncNow();
  const { info } = await client.schedule.getHandle(syncScheduleId).describe();
  const { workflowId, firstExecutionRunId: runId } = z
    .object({ workflowId: z.string(), firstExecutionRunId: z.string() })
    .parse(info.runningActions[0]?.workflow);
  const endedAt = new Date();
  await database.syncRun.create({
    data: { runId, workflowId, trigger: "command", success: true, startedAt: endedAt },
  });
  await database.operation.updateMany({ where: { kind: "sync" }, data: { runId, state: "done", endedAt } });

  const error: unknown = await (await scheduleManager()).triggerSyncNow().catch((reason) => reason);
  expect(scheduleRefusal(error)).toContain("Temporal took the command, but its effect doesn't show");
  await client.workflow.getHandle(workflowId).terminate();
});
