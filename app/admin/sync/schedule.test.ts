import { InterceptingCall, type Interceptor, type StatusObject, status } from "@grpc/grpc-js";
import { afterAll, expect, test } from "vitest";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { interceptedClient } from "#worker/testing/sync/intercepted-client.ts";
import { readSchedule, scheduleManager } from "./schedule.ts";

const stack = await syncStackForFile();
afterAll(async () => (await scheduleManager()).deleteSyncSchedule());

/** This process's client, whose first questions about the schedule the server refuses after it has answered them. */
async function askTooMuch(refusals: number): Promise<() => number> {
  let asked = 0;
  const interceptor: Interceptor = (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start(metadata, listener, next) {
        if (!options.method_definition.path.endsWith("/DescribeSchedule")) return next(metadata, listener);
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
  await (await scheduleManager()).ensureSyncSchedule({
    intervalMs: 3_600_000,
    defaultUserId: 1,
    triggerImmediately: false,
  });
  const asked = await askTooMuch(9);
  expect(await readSchedule()).toMatchObject({ state: "known", info: { intervalMs: 3_600_000 } });
  expect(asked()).toBe(10);
});
