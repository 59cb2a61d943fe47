import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { archiving } from "../testing/archived.ts";
import { servicesForFile } from "../testing/for-file.ts";
import { createInput, SUPPORT_URL } from "../testing/world.ts";

const services = await servicesForFile();
let alice: User;
let admin: User;
beforeAll(async () => {
  alice = await services.addUser({ quota: 1_000 });
  admin = await services.addUser({ isAdmin: true });
});
afterEach(() => services.proxy.pass());

const kit = archiving(() => services);
const { wiki, deletedWiki, restore, siteOf, archivedOf, onFarm } = kit;
const changes = () => services.proxy.seen.filter(({ method }) => method !== "GET").length;

describe("a wiki on hold", () => {
  const hold = (domain: string) =>
    services.database.hold.create({ data: { domain, reason: "Somebody complained." } });
  const onHold = {
    outcome: "onHold",
    message: `An administrator has put this wiki on hold: Somebody complained. If you think that is wrong, please contact support. ${SUPPORT_URL}`,
  };

  test("isn't deleted by its owner, who reads why; an administrator may delete it", async () => {
    const domain = await wiki(alice);
    await hold(domain);
    const before = changes();
    expect(await kit.delete(alice, domain)).toMatchObject(onHold);
    expect(changes()).toBe(before);
    expect(await siteOf(domain)).toMatchObject({ state: "active", operationId: null });
    expect(await kit.delete(admin, domain)).toMatchObject({ outcome: "deleted" });
  });

  test("isn't deleted by its owner, who is an administrator, until the hold is lifted", async () => {
    const owner = await services.addUser({ isAdmin: true });
    const domain = await wiki(owner);
    await hold(domain);
    const before = changes();
    expect(await kit.delete(owner, domain)).toMatchObject(onHold);
    expect(changes()).toBe(before);
    await services.database.hold.delete({ where: { domain } });
    expect(await kit.delete(owner, domain)).toMatchObject({ outcome: "deleted" });
  });

  test("an unassigned wiki is deleted by administrators, also by the one it stands with", async () => {
    const standsWith = await services.addUser({ isAdmin: true });
    const domain = await wiki(standsWith);
    await services.database.site.update({ where: { domain }, data: { ownerSource: "default" } });
    await hold(domain);
    expect(await kit.delete(standsWith, domain)).toMatchObject({ outcome: "deleted" });
  });

  test("hole 28: isn't restored by anybody until the hold is lifted", async () => {
    const domain = await deletedWiki(alice);
    await hold(domain);
    const before = changes();
    expect(await restore(alice, domain)).toMatchObject(onHold);
    expect(await restore(admin, domain)).toMatchObject(onHold);
    expect(changes()).toBe(before);
    expect(await siteOf(domain)).toBeNull();
    await services.database.hold.delete({ where: { domain } });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "restored" });
  });

  test("isn't made anew by its last owner, once it is gone", async () => {
    const domain = await wiki(alice);
    await services.database.site.delete({ where: { domain } });
    await services.database.tombstone.create({ data: { domain, ownerId: alice.id, ownerSource: "person" } });
    await hold(domain);
    expect(await kit.run().checkQuota(createInput(alice, domain))).toMatchObject(onHold);
  });

  test("says nothing of its hold to a stranger", async () => {
    const [live, deleted] = [await wiki(alice), await deletedWiki(alice)];
    await hold(live);
    await hold(deleted);
    const stranger = await services.addUser();
    expect(await kit.delete(stranger, live)).toMatchObject({ outcome: "permissionDenied" });
    expect(await restore(stranger, deleted)).toMatchObject({ outcome: "permissionDenied" });
    for (const domain of [live, deleted]) {
      const answer = await kit.run().checkQuota(createInput(stranger, domain));
      expect(answer).toMatchObject({ outcome: "alreadyExists" });
      expect(JSON.stringify(answer)).not.toContain("complained");
    }
  });
});

describe("while an earlier request may still reach the farm", () => {
  const inTenMinutes = () => new Date(Date.now() + 600_000);
  /** An operation about this wiki that ended with something on its way. */
  const quiet = (user: User, domain: string, kind: "delete" | "restore", quietUntil: Date) =>
    services.database.operation.create({
      data: {
        kind,
        userId: user.id,
        domain,
        state: "done",
        workflowId: randomUUID(),
        quietUntil,
        endedAt: new Date(),
        deadline: new Date(),
      },
    });

  test("hole 27: a wiki isn't deleted after its restore, nor restored after its delete, and is afterwards", async () => {
    const [live, deleted] = [await wiki(alice), await deletedWiki(alice)];
    const operations = [
      await quiet(alice, live, "restore", inTenMinutes()),
      await quiet(alice, deleted, "delete", inTenMinutes()),
    ];
    const before = changes();
    const told = { outcome: "quiet", message: expect.stringContaining("Wait ten minutes") };
    expect(await kit.delete(alice, live)).toMatchObject(told);
    expect(await kit.delete(admin, live)).toMatchObject(told);
    expect(await restore(alice, deleted)).toMatchObject(told);
    expect(changes()).toBe(before);
    for (const { id } of operations) {
      await services.database.operation.update({ where: { id }, data: { quietUntil: new Date() } });
    }
    expect(await kit.delete(alice, live)).toMatchObject({ outcome: "deleted" });
    expect(await restore(alice, deleted)).toMatchObject({ outcome: "restored" });
  });

  test("the same member may ask for the same again, another person mayn't", async () => {
    const domain = await wiki(alice);
    await quiet(alice, domain, "delete", inTenMinutes());
    expect(await kit.delete(admin, domain)).toMatchObject({ outcome: "quiet" });
    expect(await kit.delete(alice, domain)).toMatchObject({ outcome: "deleted" });
  });

  test("hole 27: a delete that a proxy held may still arrive: until then the wiki isn't brought back", async () => {
    const domain = await wiki(alice);
    const workflowId = randomUUID();
    const arrival = Promise.withResolvers<void>();
    let sent = 0;
    services.proxy.disturb(({ method }) => {
      if (method !== "DELETE") return undefined;
      sent += 1;
      if (sent > 1) return undefined;
      return { kind: "cutAndDeliver", until: arrival.promise };
    });
    const input = kit.input(alice, domain);
    await expect(kit.run(workflowId, 1).delete(input)).rejects.toThrow();
    expect(await kit.run(workflowId, 2).delete(input)).toMatchObject({ outcome: "deleted" });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "quiet" });
    arrival.resolve();
    await services.database.operation.update({ where: { workflowId }, data: { quietUntil: new Date() } });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "restored" });
  });
});

describe("a restore's repeated attempts", () => {
  const failed = (domain: string) =>
    ({ kind: "restore", code: "farmDidNotAnswer", input: kit.input(alice, domain) }) as const;

  test("hole 26: a finished one answers with its outcome and asks nothing, also after a delete", async () => {
    const domain = await deletedWiki(alice);
    const workflowId = randomUUID();
    const result = await kit.run(workflowId).restore(kit.input(alice, domain));
    expect(result).toMatchObject({ outcome: "restored" });
    await kit.delete(alice, domain);
    const before = services.proxy.seen.length;
    expect(await kit.run(workflowId, 2).restore(kit.input(alice, domain))).toEqual(result);
    expect(await kit.run(workflowId, 2).conclude(failed(domain))).toEqual(result);
    expect(services.proxy.seen).toHaveLength(before);
    expect(await onFarm(domain)).toMatchObject({ status: "archived" });
  });

  test("hole 27: an attempt that a later one has overtaken sends nothing", async () => {
    const domain = await deletedWiki(alice);
    const workflowId = randomUUID();
    services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutBefore" } : undefined));
    await expect(kit.run(workflowId, 2).restore(kit.input(alice, domain))).rejects.toThrow();
    services.proxy.pass();
    expect(await kit.run(workflowId, 1).restore(kit.input(alice, domain))).toMatchObject({
      outcome: "superseded",
    });
    expect(await onFarm(domain)).toMatchObject({ status: "archived" });
  });

  test("hole 32: one that comes after its deadline with nothing sent gives its place back", async () => {
    const domain = await deletedWiki(alice);
    const workflowId = randomUUID();
    services.proxy.refuse();
    await expect(kit.run(workflowId).restore(kit.input(alice, domain))).rejects.toThrow();
    services.proxy.pass();
    expect(await siteOf(domain)).toMatchObject({ state: "restoring", stateBefore: "active" });
    await services.database.operation.update({ where: { workflowId }, data: { deadline: new Date(0) } });
    expect(await kit.run(workflowId, 2).restore(kit.input(alice, domain))).toMatchObject({
      outcome: "gaveUp",
    });
    expect(await siteOf(domain)).toBeNull();
    expect(await archivedOf(domain)).not.toBeNull();
  });

  test("a farm that never answered a question gives everything back at once", async () => {
    const domain = await deletedWiki(alice);
    const workflowId = randomUUID();
    services.proxy.refuse();
    await expect(kit.run(workflowId).restore(kit.input(alice, domain))).rejects.toThrow();
    expect(await kit.run(workflowId).conclude(failed(domain))).toMatchObject({ outcome: "farmDidNotAnswer" });
    expect(await siteOf(domain)).toBeNull();
    expect(await archivedOf(domain)).not.toBeNull();
  });

  test("hole 34: 403 after a lost answer gives nothing back; the same member's next submit takes it over", async () => {
    const domain = await deletedWiki(alice);
    const workflowId = randomUUID();
    services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutBefore" } : undefined));
    await expect(kit.run(workflowId, 1).restore(kit.input(alice, domain))).rejects.toThrow();
    services.proxy.answer({ status: 403, body: {} });
    await expect(kit.run(workflowId, 2).restore(kit.input(alice, domain))).rejects.toThrow();
    expect(await kit.run(workflowId).conclude(failed(domain))).toMatchObject({ outcome: "unknown" });
    expect(await siteOf(domain)).toMatchObject({ state: "restoring" });
    services.proxy.pass();
    expect(await restore(admin, domain)).toMatchObject({ outcome: "quiet" });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "restored" });
    expect(await siteOf(domain)).toMatchObject({ state: "active" });
  });

  test("hole 34: what a taken-over restore sent is still on its way when its successor is refused", async () => {
    const domain = await deletedWiki(alice);
    const [first, second] = [randomUUID(), randomUUID()];
    services.proxy.disturb(({ method }) => (method === "PATCH" ? { kind: "cutBefore" } : undefined));
    await expect(kit.run(first).restore(kit.input(alice, domain))).rejects.toThrow();
    services.proxy.refuse();
    expect(await kit.run(first).conclude(failed(domain))).toMatchObject({ outcome: "unknown" });
    services.proxy.answer({ status: 403, body: {} });
    await expect(kit.run(second).restore(kit.input(alice, domain))).rejects.toThrow();
    expect(await kit.run(second).conclude(failed(domain))).toMatchObject({ outcome: "unknown" });
    expect(await siteOf(domain)).toMatchObject({ state: "restoring" });
  });
});
