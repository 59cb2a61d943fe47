import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { inTurn, ScheduleCommandError, untilItStands } from "./command.ts";

/** A schedule that loses the first commands sent to it. */
function forgetful(losses: number) {
  let sent = 0;
  return {
    sent: () => sent,
    send: async () => {
      sent += 1;
    },
    stands: async () => sent > losses,
  };
}

const silent = Object.assign(new Error("Deadline exceeded"), { code: status.DEADLINE_EXCEEDED });

test("hole 49: a command that was lost is sent again until its effect stands", async () => {
  const schedule = forgetful(1);
  await untilItStands({ name: "paused", ...schedule });
  expect(schedule.sent()).toBe(2);
});

test("a command whose effect stands already isn't sent", async () => {
  const schedule = forgetful(-1);
  await untilItStands({ name: "paused", ...schedule });
  expect(schedule.sent()).toBe(0);
});

test("hole 49: a command whose effect never shows says so", async () => {
  const command = { name: "paused", ...forgetful(Infinity), timeoutMs: 200 };
  await expect(untilItStands(command)).rejects.toThrow(ScheduleCommandError);
  await expect(untilItStands(command)).rejects.toThrow("The schedule couldn't be paused");
});

test("a command that Temporal took before it stopped answering says so", async () => {
  const schedule = forgetful(Infinity);
  const stands = async () => {
    if (schedule.sent() > 0) throw silent;
    return false;
  };
  const failure: unknown = await untilItStands({ name: "paused", ...schedule, stands }).catch(
    (reason) => reason,
  );
  expect(failure).toBeInstanceOf(ScheduleCommandError);
  expect(failure).toMatchObject({ cause: silent });
});

test("a command that Temporal didn't take says what Temporal said", async () => {
  const send = () => Promise.reject(silent);
  await expect(untilItStands({ name: "paused", ...forgetful(1), send })).rejects.toBe(silent);
});

test("commands of one process go one after the other, in the order asked for, also past one that fails", async () => {
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const slow = inTurn(() => first.promise.then(() => done.push("slow")));
  const failing = inTurn(async () => {
    done.push("failing");
    throw new Error("no");
  });
  const last = inTurn(async () => done.push("last"));
  first.resolve();
  await slow;
  await expect(failing).rejects.toThrow("no");
  await last;
  expect(done).toEqual(["slow", "failing", "last"]);
});
