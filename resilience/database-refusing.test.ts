import { afterAll, assert, beforeAll, test } from "vitest";
import { settleWorkflowId } from "#lib/contracts/workflows.ts";
import { type Lane, startLane } from "./lane.ts";
import { type Started, startOperation, startSync, type Wish } from "./operations.ts";
import { failedAttempts } from "./refusing/failed-attempts.ts";
import { outageAt } from "./refusing/outage.ts";
import { type SharedServices, startSharedServices } from "./services.ts";

let services: SharedServices;
const lanes: Lane[] = [];
beforeAll(async () => {
  services = await startSharedServices();
});
afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.stop()));
  await services?.stop();
});

async function newLane(): Promise<Lane> {
  const lane = await startLane(services);
  lanes.push(lane);
  return lane;
}

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

const domainOf = (call: string) => `${call.replace("_", "-")}.localhost`;
const done = async (lane: Lane, wish: Wish) => {
  const { state } = await (await startOperation(lane, wish)).ended();
  assert(state === "done", state);
};

/**
 * What an attempt fails of that met the broken connection and didn't wait: the farm's activities have attempts enough for
 * 20 seconds, but each sends its request again.
 */
const IMPATIENT = "Unexpected";

// Tests that run side by side have their `expect` from their own context.
test.concurrent("hole 43: PostgreSQL refuses for 20 seconds as a create, delete or restore reserves, begins or confirms, and as a sync seals its listing: each is done all the same", async ({
  expect,
}) => {
  const lane = await newLane();
  const member = await lane.addUser({ quota: 100 });
  const worker = await lane.startWorker();
  for (const [kind, call] of steps) {
    const wiki = { member, domain: domainOf(call) };
    if (kind !== "create") await done(lane, { kind: "create", ...wiki });
    if (kind === "restore") await done(lane, { kind: "delete", ...wiki });
  }
  await lane.byHand.make("sealed.localhost", member.ownerClaim);

  const calls = steps.map(([, call]) => ({ call, about: () => domainOf(call) }));
  const begun = await outageAt(lane, [...calls, { call: "seal_listing", about: () => undefined }], () =>
    Promise.all([
      startSync(lane, member.id),
      ...steps.map(([kind, call]) => startOperation(lane, { kind, member, domain: domainOf(call) })),
    ]),
  );

  for (const operation of begun) {
    expect(await operation.ended()).toMatchObject({ state: "done" });
    expect(await failedAttempts(lane, operation.workflowId)).not.toContain(IMPATIENT);
  }
  for (const [kind, call] of steps) {
    const { status } = await lane.byHand.look(domainOf(call));
    expect(status).toBe(kind === "delete" ? "archived" : "active");
  }
  expect(await ownerOf(lane, "sealed.localhost")).toBe(member.id);
  await worker.stop();
}, 180_000);

/** Deletes that the farm doesn't answer, by the call that the outage meets then, and what comes of each. */
const failing = [
  ["conclude_operation", { state: "refused", outcome: "permissionDenied" }],
  ["settle_operation", { state: "done", outcome: "deleted" }],
  ["begin_settling", { state: "done", outcome: "deleted" }],
  ["settle_unknown", { state: "done", outcome: "deleted" }],
] as const;

/** So many requests the farm refuses after the first one, whose answer is lost; none: that one is refused as well. */
const refusals = {
  conclude_operation: 0,
  settle_operation: 1,
  begin_settling: 2,
  settle_unknown: 2,
} as const;

test.concurrent("hole 43: PostgreSQL refuses for 20 seconds as failed deletes are concluded and settled, and as a sync is applied: each ends as the farm tells", async ({
  expect,
}) => {
  const lane = await newLane();
  const member = await lane.addUser({ quota: 100 });
  const worker = await lane.startWorker();
  for (const [call] of failing) await done(lane, { kind: "create", member, domain: domainOf(call) });
  await lane.byHand.make("applied.localhost", member.ownerClaim);
  const asked = new Map<string, number>();
  lane.farmProxy.disturb(({ path }) => {
    const met = failing.find(([call]) => path.endsWith(`/${domainOf(call)}`));
    if (met === undefined) return undefined;
    const number = asked.get(path) ?? 0;
    asked.set(path, number + 1);
    const [call] = met;
    if (number === 0 && call !== "conclude_operation") return { kind: "cutAfter" };
    return number <= refusals[call]
      ? { kind: "answer", status: 403, body: { error: "Admin access required" } }
      : undefined;
  });

  const deletes = new Map<string, Started>();
  const isById = (call: string) => call === "begin_settling" || call === "settle_unknown";
  const calls = failing.map(([call]) => ({
    call,
    about: () => (isById(call) ? (deletes.get(call)?.id ?? "not begun") : domainOf(call)),
  }));
  const sync = await outageAt(
    lane,
    [...calls, { call: "apply_listing", about: () => undefined }],
    async () => {
      for (const [call] of failing) {
        deletes.set(call, await startOperation(lane, { kind: "delete", member, domain: domainOf(call) }));
      }
      return startSync(lane, member.id);
    },
  );

  expect(await sync.ended()).toMatchObject({ state: "done" });
  expect(await failedAttempts(lane, sync.workflowId)).not.toContain(IMPATIENT);
  expect(await ownerOf(lane, "applied.localhost")).toBe(member.id);
  for (const [call, wished] of failing) {
    const { id, workflowId } = deletes.get(call) ?? assert.fail(call);
    const operation = () => lane.database.operation.findUnique({ where: { id } });
    await expect.poll(operation, { timeout: 60_000 }).toMatchObject(wished);
    const settling = settleWorkflowId(id);
    if (isById(call)) await lane.client.workflow.getHandle(settling).result();
    for (const each of isById(call) ? [workflowId, settling] : [workflowId]) {
      expect(await failedAttempts(lane, each), call).not.toContain(IMPATIENT);
    }
    const { status } = await lane.byHand.look(domainOf(call));
    expect(status).toBe(wished.state === "done" ? "archived" : "active");
  }
  await worker.stop();
}, 180_000);

async function ownerOf({ database }: Lane, domain: string): Promise<number | undefined> {
  return (await database.site.findUnique({ where: { domain } }))?.ownerId;
}
