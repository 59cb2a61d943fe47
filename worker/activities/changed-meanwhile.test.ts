import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test } from "vitest";
import { Prisma, type User } from "#lib/generated/prisma/client.ts";
import { askLedger, json } from "#lib/ledger/answer.ts";
import { archiving } from "../testing/archived.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { createInput, freshDomain, SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
let bob: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
  bob = await services.addUser();
});
afterEach(() => services.proxy.pass());

const kit = archiving(() => services);
const { run, siteOf } = kit;
const operationOf = (workflowId: string) =>
  services.database.operation.findUniqueOrThrow({ where: { workflowId } });
const sent = () => services.proxy.seen.filter(({ method }) => method !== "GET").length;
const hold = (domain: string) =>
  services.database.hold.create({ data: { domain, reason: "Somebody complained." } });

const changes: [string, (domain: string) => Promise<unknown>][] = [
  ["it is put on hold", hold],
  [
    "it is somebody else's",
    (domain) => services.database.site.update({ where: { domain }, data: { ownerId: bob.id } }),
  ],
  [
    "another request may still reach it",
    (domain) => {
      const now = new Date();
      const quietUntil = new Date(now.getTime() + 600_000);
      const other = { kind: "restore", userId: bob.id, domain, state: "done", quietUntil } as const;
      return services.database.operation.create({ data: { ...other, endedAt: now, deadline: now } });
    },
  ],
];

test.each(changes)(
  "a delete that may be on its way is carried out although %s by now",
  async (_what, change) => {
    const domain = await kit.wiki(alice);
    const workflowId = randomUUID();
    services.proxy.disturb(({ method }) => (method === "DELETE" ? { kind: "cutBefore" } : undefined));
    await expect(run(workflowId, 1).delete(kit.input(alice, domain))).rejects.toThrow();
    services.proxy.pass();
    await change(domain);
    expect(await run(workflowId, 2).delete(kit.input(alice, domain))).toMatchObject({ outcome: "deleted" });
  },
);

test("hole 28: a wiki that is put on hold after its restore began, but before anything was sent, isn't restored", async () => {
  const domain = await kit.deletedWiki(alice);
  const workflowId = randomUUID();
  services.proxy.refuse();
  await expect(run(workflowId, 1).restore(kit.input(alice, domain))).rejects.toThrow();
  services.proxy.pass();
  expect(await siteOf(domain)).toMatchObject({ state: "restoring" });
  await hold(domain);
  const before = sent();
  expect(await run(workflowId, 2).restore(kit.input(alice, domain))).toMatchObject({ outcome: "onHold" });
  expect(sent()).toBe(before);
  expect(await siteOf(domain)).toBeNull();
  expect(await kit.archivedOf(domain)).not.toBeNull();
});

/** A create that got through without its answer, and a second one of the same member's that took its name over. */
async function takenOver() {
  const input = createInput(alice, freshDomain());
  const [first, second] = [randomUUID(), randomUUID()];
  services.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : { kind: "cutBefore" }));
  await run(first).checkQuota(input);
  await expect(run(first).create(input)).rejects.toThrow();
  const failed = { kind: "create", code: "farmDidNotAnswer", input } as const;
  expect(await run(first).conclude(failed)).toMatchObject({ outcome: "unknown" });
  services.proxy.pass();
  expect(await run(second).checkQuota(input)).toMatchObject({ outcome: "go" });
  return { input, second };
}

test.each([
  ["that comes too late", { deadline: new Date(0) }],
  ["of another person", { subject: "somebody else" }],
])(
  "hole 14: a create %s, and took over what another one sent, sends nothing, gives nothing back, and is settled",
  async (_what, data) => {
    const { input, second } = await takenOver();
    await services.database.operation.update({ where: { workflowId: second }, data });
    const before = sent();
    expect(await run(second).create(input)).toMatchObject({ outcome: "unknown" });
    expect(sent()).toBe(before);
    expect(await siteOf(input.domain)).toMatchObject({ state: "creating" });
    const { id: operationId } = await operationOf(second);
    expect(await run().settle({ operationId, supportUrl: SUPPORT_URL })).toEqual({ settled: true });
    expect(await siteOf(input.domain)).toMatchObject({ state: "active", ownerId: alice.id });
  },
);

test("hole 14: one that took over what another one sent, and is overdue, is taken over in turn", async () => {
  const { input, second } = await takenOver();
  await services.database.operation.update({
    where: { workflowId: second },
    data: { deadline: new Date(0) },
  });
  const third = randomUUID();
  const held = await siteOf(input.domain);
  expect(await run(third).checkQuota(input)).toMatchObject({ outcome: "go", siteId: held?.id });
  expect(await operationOf(second)).toMatchObject({ state: "unknown" });
  expect(await operationOf(third)).toMatchObject({ state: "sent", fence: 0 });
  expect(await run(third).create(input)).toMatchObject({ outcome: "created" });
});

test("a worker of an older version, which has no sentence for a refusal, has one for the member all the same", async () => {
  const workflowId = randomUUID();
  const asked = { workflowId, runId: "run", attempt: 1, kind: "delete", userId: alice.id };
  const step = { ...asked, domain: freshDomain(), subject: null, waitMs: 1_000 };
  const old = json({ ...step, sentences: { unexpected: "Something went wrong." } });
  const answer = await askLedger(services.database, Prisma.sql`begin_delete(${old}::jsonb, 'localhost')`);
  expect(answer).toMatchObject({ outcome: "noSuchWiki", message: "Something went wrong." });
});
