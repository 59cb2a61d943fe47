import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lane, startLane } from "./lane.ts";
import { startOperation } from "./operations.ts";
import { type SharedServices, startSharedServices } from "./services.ts";

let services: SharedServices;
let lane: Lane;
beforeAll(async () => {
  services = await startSharedServices();
  lane = await startLane(services);
});
afterAll(async () => {
  await lane?.stop();
  await services?.stop();
});

test("hole 27: a worker is stopped before it sends, another one finishes: it sends nothing any more, and the wiki can be restored", async () => {
  const member = await lane.addUser();
  const domain = "stopped.localhost";
  const first = await lane.startWorker();
  const wiki = { member, domain };
  expect(await (await startOperation(lane, { kind: "create", ...wiki })).ended()).toMatchObject({
    state: "done",
  });

  const stopped = Promise.withResolvers<void>();
  lane.onMessage(({ direction, text }) => {
    if (direction === "answer" && text.includes("begin_delete")) {
      first.pause();
      stopped.resolve();
      lane.onMessage(undefined);
    }
    return "pass";
  });
  const deletion = await startOperation(lane, { kind: "delete", ...wiki });
  await stopped.promise;
  const second = await lane.startWorker();
  expect(await deletion.ended()).toMatchObject({ state: "done", outcome: "deleted" });

  const deletes = () => lane.farmProxy.seen.filter(({ method }) => method === "DELETE").length;
  const before = deletes();
  // At once: after a stop of more than 25 seconds it would give up without coming to what it was about to send.
  first.resume();
  await first.stop();
  expect(deletes()).toBe(before);

  const restore = () => startOperation(lane, { kind: "restore", ...wiki }).then(({ ended }) => ended());
  // What the stopped worker was about to send may still come, for all that the ledger knows.
  expect(await restore()).toMatchObject({ state: "refused", outcome: "quiet" });
  await lane.database.$executeRaw`
    update operation set quiet_until = quiet_until - interval '11 minutes' where id = ${deletion.id}::uuid`;
  expect(await restore()).toMatchObject({ state: "done", outcome: "restored" });
  expect(await lane.byHand.look(domain)).toMatchObject({ status: "active" });
  await second.stop();
  // Temporal still hands tasks to the stopped worker's polls, and misses each after ten seconds.
}, 300_000);
