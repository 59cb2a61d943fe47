import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lane, startLane } from "./lane.ts";
import { startOperation, type Wish } from "./operations.ts";
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

const OUTAGE_MS = 20_000;

/** The steps that decide how a create, a delete and a restore go on, by the function that each calls. */
const steps = [
  ["create", "reserve_site"],
  ["create", "begin_create"],
  ["create", "confirm_create"],
  ["delete", "begin_delete"],
  ["delete", "confirm_delete"],
  ["restore", "reserve_restore"],
  ["restore", "begin_restore"],
  ["restore", "confirm_restore"],
] as const;

const domainOf = (step: string) => `${step.replace("_", "-")}.localhost`;

test("hole 43: PostgreSQL refuses for 20 seconds as a create, delete or restore reserves, begins or confirms: each is done all the same", async () => {
  const member = await lane.addUser({ quota: 100 });
  const worker = await lane.startWorker();
  const run = async (wish: Wish) => (await startOperation(lane, wish)).ended();
  for (const [kind, step] of steps) {
    const wiki = { member, domain: domainOf(step) };
    if (kind !== "create") expect(await run({ kind: "create", ...wiki })).toMatchObject({ state: "done" });
    if (kind === "restore") expect(await run({ kind: "delete", ...wiki })).toMatchObject({ state: "done" });
  }

  const held = new Set<string>();
  const allHeld = Promise.withResolvers<void>();
  const outage = Promise.withResolvers<"cut">();
  lane.databaseProxy.onMessage(({ direction, text }) => {
    const met = steps.find(
      ([, step]) => direction === "request" && text.includes(`${step}(`) && text.includes(domainOf(step)),
    );
    if (met === undefined || held.has(met[1])) return "pass";
    held.add(met[1]);
    if (held.size === steps.length) allHeld.resolve();
    return outage.promise;
  });
  const begun = await Promise.all(
    steps.map(([kind, step]) => startOperation(lane, { kind, member, domain: domainOf(step) })),
  );
  await allHeld.promise;
  lane.databaseProxy.refuse();
  outage.resolve("cut");
  await delay(OUTAGE_MS);
  lane.databaseProxy.pass();

  for (const operation of begun) expect(await operation.ended()).toMatchObject({ state: "done" });
  for (const [kind, step] of steps) {
    const { status } = await lane.byHand.look(domainOf(step));
    expect(status).toBe(kind === "delete" ? "archived" : "active");
  }
  await worker.stop();
}, 180_000);
