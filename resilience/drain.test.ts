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

/** The worker's grace, and what a busy machine needs besides. */
const DRAINED_WITHIN_MS = 25_000;

test("SIGTERM: what takes longer than the grace is handed over to the next worker, and ends once", async () => {
  const member = await lane.addUser();
  const domain = "handed-over.localhost";
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let posts = 0;
  lane.farmProxy.disturb(({ method }) => {
    if (method !== "POST") return undefined;
    posts += 1;
    asked.resolve();
    return posts === 1 ? { kind: "holdBefore", until: gate.promise } : undefined;
  });
  const first = await lane.startWorker();
  const creation = await startOperation(lane, { kind: "create", member, domain });
  await asked.promise;
  const second = await lane.startWorker();
  const startedAt = performance.now();
  await first.stop();
  expect(performance.now() - startedAt).toBeLessThan(DRAINED_WITHIN_MS);

  expect(await creation.ended()).toMatchObject({ state: "done", outcome: "created" });
  gate.resolve();
  expect(await lane.byHand.look(domain)).toMatchObject({ status: "active", subject: member.ownerClaim });
  expect(await lane.database.site.findMany({ where: { ownerId: member.id } })).toMatchObject([
    { domain, state: "active", operationId: null },
  ]);
  await second.stop();
}, 120_000);
