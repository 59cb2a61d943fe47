import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gate, startGate } from "#embedded/proxy/gate.ts";
import { type Lane, startLane } from "./lane.ts";
import { startOperation } from "./operations.ts";
import { type SharedServices, startSharedServices } from "./services.ts";
import type { WorkerProcess } from "./worker-process.ts";

let services: SharedServices;
let lane: Lane;
const gates: Gate[] = [];
beforeAll(async () => {
  services = await startSharedServices();
  lane = await startLane(services);
});
afterAll(async () => {
  await Promise.all(gates.map((gate) => gate.stop()));
  await lane?.stop();
  await services?.stop();
});

interface StoppableWorker {
  process: WorkerProcess;
  /** Temporal learns that it is gone: else its polls would get tasks that nobody does. */
  pause(): void;
  resume(): void;
}

async function startStoppable(): Promise<StoppableWorker> {
  const gate = await startGate(Number(new URL(`http://${lane.config.temporalAddress}`).port));
  gates.push(gate);
  const process = await lane.startWorker({ MC_TEMPORAL_ADDRESS: `127.0.0.1:${gate.port}` });
  return {
    process,
    pause() {
      process.pause();
      gate.shut();
    },
    resume() {
      gate.open();
      process.resume();
    },
  };
}

test("hole 27: a worker is stopped before it sends, another one finishes: it sends nothing any more, and the wiki can be restored", async () => {
  const member = await lane.addUser();
  const domain = "stopped.localhost";
  // Both are there from the beginning, so that the first one stands still for no longer than it takes to miss it. Five
  // seconds later its own SDK would cancel the attempt; of leave that expires tells sending.test.ts without any race.
  const [first, second] = await Promise.all([startStoppable(), startStoppable()]);
  second.pause();
  const wiki = { member, domain };
  expect(await (await startOperation(lane, { kind: "create", ...wiki })).ended()).toMatchObject({
    state: "done",
  });

  let isStopped = false;
  const finished = Promise.withResolvers<void>();
  lane.onMessage(({ direction, text }) => {
    if (direction === "answer" && text.includes("begin_delete") && !isStopped) {
      isStopped = true;
      first.pause();
      second.resume();
    }
    if (direction === "answer" && text.includes("confirm_delete")) finished.resolve();
    return "pass";
  });
  const deletion = await startOperation(lane, { kind: "delete", ...wiki });
  await finished.promise;

  const sent = Promise.withResolvers<void>();
  const deletes = () => lane.farmProxy.seen.filter(({ method }) => method === "DELETE").length;
  const before = deletes();
  lane.onMessage(({ direction, text }) => {
    if (direction === "request" && text.startsWith("DELETE")) sent.resolve();
    return "pass";
  });
  const givenUp = first.process.says("an attempt failed");
  first.resume();
  await Promise.race([givenUp, sent.promise]);
  expect(deletes()).toBe(before);
  lane.onMessage(undefined);
  expect(await deletion.ended()).toMatchObject({ state: "done", outcome: "deleted" });
  await first.process.stop();

  const restore = () => startOperation(lane, { kind: "restore", ...wiki }).then(({ ended }) => ended());
  // What the stopped worker was about to send may still come, for all that the ledger knows.
  expect(await restore()).toMatchObject({ state: "refused", outcome: "quiet" });
  await lane.database.$executeRaw`
    update operation set quiet_until = quiet_until - interval '11 minutes' where id = ${deletion.id}::uuid`;
  expect(await restore()).toMatchObject({ state: "done", outcome: "restored" });
  expect(await lane.byHand.look(domain)).toMatchObject({ status: "active" });
  await second.process.stop();
}, 300_000);
