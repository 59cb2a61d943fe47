import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { reserveRestore } from "#lib/ledger/restore.ts";
import { sentences } from "#lib/ledger/sentences.ts";
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
const { deletedWiki, archivedRow, restore, siteOf, archivedOf, onFarm } = kit;
const requests = () => services.proxy.seen.length;

describe("who may have an archived wiki back", () => {
  test("hole 19: another member may not, and nothing is asked of the farm", async () => {
    const domain = await deletedWiki(alice);
    const before = requests();
    expect(await restore(await services.addUser(), domain)).toMatchObject({ outcome: "permissionDenied" });
    expect(requests()).toBe(before);
    expect(await siteOf(domain)).toBeNull();
    expect(await archivedOf(domain)).not.toBeNull();
  });

  test("an administrator may, for its owner", async () => {
    const domain = await deletedWiki(alice);
    expect(await restore(admin, domain)).toMatchObject({ outcome: "restored" });
    expect(await siteOf(domain)).toMatchObject({ ownerId: alice.id, state: "active" });
  });

  test("hole 28: what an administrator deleted comes back through an administrator alone", async () => {
    const domain = await deletedWiki(alice, admin);
    expect(await restore(alice, domain)).toMatchObject({
      outcome: "archivedByAdministrator",
      message: expect.stringContaining(SUPPORT_URL),
    });
    expect(await onFarm(domain)).toMatchObject({ status: "archived" });
    expect(await restore(admin, domain)).toMatchObject({ outcome: "restored" });
  });

  test("one that stands with the default user comes back through administrators alone", async () => {
    const domain = await deletedWiki(alice);
    await services.database.archivedSite.update({ where: { domain }, data: { ownerSource: "default" } });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "permissionDenied" });
    expect(await restore(admin, domain)).toMatchObject({ outcome: "restored" });
  });

  test("one that a sync found archived comes back through its owner", async () => {
    const domain = await deletedWiki(alice);
    await services.database.archivedSite.update({ where: { domain }, data: { archivedById: null } });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "restored" });
  });

  test("a wiki that isn't archived any more, or never was, isn't there to restore", async () => {
    const domain = await deletedWiki(alice);
    expect(await restore(alice, domain)).toMatchObject({ outcome: "restored" });
    const nothing = { outcome: "nothingToRestore", message: expect.stringContaining("back already") };
    expect(await restore(alice, domain)).toMatchObject(nothing);
    expect(await restore(alice, "../x")).toMatchObject(nothing);
    expect(await siteOf(domain)).toMatchObject({ state: "active" });
  });

  test("hole 33: a form that is older than another delete restores nothing", async () => {
    const domain = await deletedWiki(alice);
    const workflowId = randomUUID();
    const form = { kind: "restore", userId: alice.id, domain, archivedSiteId: 1_000_000 } as const;
    const deadline = new Date(Date.now() + 300_000);
    await services.database.operation.create({ data: { ...form, workflowId, deadline } });
    expect(await kit.run(workflowId).restore(kit.input(alice, domain))).toMatchObject({
      outcome: "nothingToRestore",
    });
    expect(await onFarm(domain)).toMatchObject({ status: "archived" });
  });
});

describe("hole 37: the quota holds for restores as for creates", () => {
  test("of 20 restores at once with a quota of 3, three get in", async () => {
    const member = await services.addUser({ quota: 3 });
    const rows = await Promise.all(Array.from({ length: 20 }, () => archivedRow(member)));
    const answers = await Promise.all(rows.map(({ domain }) => reserve(member, domain)));
    expect(answers.filter((answer) => answer === "go")).toHaveLength(3);
    expect(answers.filter((answer) => answer === "quotaExceeded")).toHaveLength(17);
    expect(await services.database.site.count({ where: { ownerId: member.id } })).toBe(3);
  });

  test("restores and creates at once count together", async () => {
    const member = await services.addUser({ quota: 3 });
    const rows = await Promise.all(Array.from({ length: 10 }, () => archivedRow(member)));
    await Promise.all(
      rows.flatMap(({ domain }) => [
        reserve(member, domain),
        kit.run().checkQuota(createInput(member, `${randomUUID()}.localhost`)),
      ]),
    );
    expect(await services.database.site.count({ where: { ownerId: member.id } })).toBe(3);
  });

  test("over it the member is told what to do, also one who may have none, and so is an administrator", async () => {
    const member = await services.addUser({ quota: 1 });
    await kit.wiki(member);
    const { domain } = await archivedRow(member);
    expect(await restore(member, domain)).toMatchObject({
      message: "All the wikis that you may have (1) are in use. Delete one before you restore this one.",
    });
    expect((await restore(admin, domain)).message).toContain("that its owner may have (1)");
    await services.database.user.update({ where: { id: member.id }, data: { quota: 0 } });
    expect((await restore(member, domain)).message).toContain("isn't allowed any wikis");
    expect(await siteOf(domain)).toBeNull();
  });

  test("a wiki that stands with the default user is counted for nobody", async () => {
    const member = await services.addUser({ quota: 0 });
    const { domain } = await archivedRow(member, { ownerSource: "default" });
    expect(await reserve(admin, domain)).toBe("go");
  });

  test("over it one may still undo one's last delete, as long as nothing was created or restored since", async () => {
    const member = await services.addUser({ quota: 3 });
    const [first, second] = [await deletedWiki(member), await deletedWiki(member)];
    for (let made = 0; made < 3; made += 1) await kit.wiki(member);
    await services.database.user.update({ where: { id: member.id }, data: { quota: 1 } });
    expect(await restore(member, second)).toMatchObject({ outcome: "quotaExceeded" });

    const third = await deletedOf(member);
    expect(await restore(member, first)).toMatchObject({ outcome: "quotaExceeded" });
    expect(await restore(member, third)).toMatchObject({ outcome: "restored" });
    expect(await restore(member, second)).toMatchObject({ outcome: "quotaExceeded" });
  });

  test("an administrator may undo a delete of theirs over the owner's quota", async () => {
    const member = await services.addUser({ quota: 2 });
    await kit.wiki(member);
    const domain = await deletedWiki(member, admin);
    await services.database.user.update({ where: { id: member.id }, data: { quota: 1 } });
    expect(await restore(admin, domain)).toMatchObject({ outcome: "restored" });
  });

  /** Deletes one of the wikis that the member has. */
  async function deletedOf(member: User): Promise<string> {
    const { domain } = await services.database.site.findFirstOrThrow({ where: { ownerId: member.id } });
    expect(await kit.delete(member, domain)).toMatchObject({ outcome: "deleted" });
    return domain;
  }

  async function reserve(user: User, domain: string): Promise<string> {
    const workflowId = randomUUID();
    const asked = {
      workflowId,
      runId: "run",
      attempt: 1,
      kind: "restore",
      subject: null,
      waitMs: 300_000,
    } as const;
    const step = { ...asked, userId: user.id, domain, sentences: sentences("", 20) };
    return (await reserveRestore(services.database, step, 3)).outcome;
  }
});

describe("hole 37: the name", () => {
  test("a create of it that is under way keeps a restore out, and a restore under way keeps a create out", async () => {
    const domain = await deletedWiki(alice);
    const { id } = await services.database.site.create({
      data: { domain, ownerId: alice.id, ownerSource: "person", state: "creating" },
    });
    expect(await restore(alice, domain)).toMatchObject({ outcome: "busy" });
    await services.database.site.delete({ where: { id } });

    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    services.proxy.disturb(({ method }) => {
      if (method !== "PATCH") return undefined;
      asked.resolve();
      return { kind: "holdBefore", until: gate.promise };
    });
    const restoring = restore(alice, domain);
    await asked.promise;
    for (const member of [alice, await services.addUser()]) {
      const create = kit.run().checkQuota(createInput(member, domain));
      expect(await create).toMatchObject({ outcome: "alreadyExists" });
    }
    expect(await restore(alice, domain)).toMatchObject({ outcome: "busy" });
    expect(await kit.delete(alice, domain)).toMatchObject({ outcome: "busy" });
    gate.resolve();
    expect(await restoring).toMatchObject({ outcome: "restored" });
    expect(await siteOf(domain)).toMatchObject({ ownerId: alice.id, state: "active" });
  });

  test("ten restores and ten creates of it at once: one restore, and one row", async () => {
    const domain = await deletedWiki(alice);
    const restores = Array.from({ length: 10 }, () => restore(alice, domain));
    const creates = Array.from({ length: 10 }, () => kit.run().checkQuota(createInput(alice, domain)));
    const outcomes = (await Promise.all([...restores, ...creates])).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "restored")).toHaveLength(1);
    expect(outcomes).not.toContain("go");
    expect(await siteOf(domain)).toMatchObject({ state: "active", operationId: null });
    expect(await archivedOf(domain)).toBeNull();
  });
});
