import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestDatabase } from "#embedded/testing/database.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { SUPPORT_URL, type TestLedger, testLedger } from "./testing.ts";

const alreadyExists = "A site with this name already exists. Please choose a different name.";

let ledger: TestLedger;
let database: PrismaClient;
let alice: User;
let bob: User;
let admin: User;
beforeAll(async () => {
  ledger = testLedger(await startTestDatabase());
  database = ledger.database;
  alice = await ledger.addUser({ quota: 100 });
  bob = await ledger.addUser({ quota: 100 });
  admin = await ledger.addUser({ quota: 100, isAdmin: true });
});
afterAll(() => ledger?.stop());

const freshDomain = () => `${randomUUID()}.localhost`;
const reserve = (user: User, domain: string) => ledger.reserve(user, domain);

async function archived(domain: string, archivedById: number | null): Promise<void> {
  const data = { domain, ownerId: alice.id, ownerSource: "person", stateBefore: "active" } as const;
  await database.archivedSite.create({ data: { ...data, archivedById } });
}

test("hole 4: an archived wiki's name: its owner is offered the restore, others hear that it exists", async () => {
  const domain = freshDomain();
  await archived(domain, alice.id);
  expect(await reserve(alice, domain)).toMatchObject({ outcome: "restoreInstead" });
  expect(await reserve(bob, domain)).toMatchObject({ outcome: "alreadyExists", message: alreadyExists });
  expect(await reserve(admin, domain)).toMatchObject({ outcome: "alreadyExists" });
  expect(await database.site.count({ where: { domain } })).toBe(0);
});

test("hole 28: one that a sync found archived is offered too; one that an administrator archived isn't", async () => {
  const [found, taken] = [freshDomain(), freshDomain()];
  await archived(found, null);
  await archived(taken, admin.id);
  expect(await reserve(alice, found)).toMatchObject({ outcome: "restoreInstead" });
  expect(await reserve(alice, taken)).toMatchObject({ outcome: "archivedByAdministrator" });
});

test("an archived wiki that only stood with a member as the default user isn't theirs to restore", async () => {
  const domain = freshDomain();
  await archived(domain, null);
  await database.archivedSite.update({ where: { domain }, data: { ownerSource: "default" } });
  expect(await reserve(alice, domain)).toMatchObject({ outcome: "alreadyExists" });
});

test("hole 39: a name with a tombstone is refused to everybody until it is gone, in words for each", async () => {
  const domain = freshDomain();
  await database.tombstone.create({ data: { domain, ownerId: alice.id, ownerSource: "person" } });
  const [own, other] = [await reserve(alice, domain), await reserve(bob, domain)];
  expect(own).toMatchObject({ outcome: "nameKept" });
  expect(own.message).toMatch(/^Your wiki with this name is gone.*before the farm has been restarted/);
  expect(own.message).toContain(SUPPORT_URL);
  expect(other).toMatchObject({ outcome: "nameKept" });
  expect(other.message).toMatch(/kept until the farm has been restarted. Please choose a different name.$/);
  expect(await reserve(admin, domain)).toMatchObject({ outcome: "nameKept" });

  await database.tombstone.delete({ where: { domain } });
  expect(await reserve(bob, domain)).toMatchObject({ outcome: "go" });
});

describe("a name on hold", () => {
  const hold = async (domain: string) => {
    await database.hold.create({ data: { domain, reason: "It was used for spam", setById: admin.id } });
    return domain;
  };

  test("is refused to whose wiki it was last with the reason, to others as if there were no hold", async () => {
    const [deleted, gone] = [await hold(freshDomain()), await hold(freshDomain())];
    await archived(deleted, alice.id);
    await database.tombstone.create({ data: { domain: gone, ownerId: alice.id, ownerSource: "person" } });
    for (const domain of [deleted, gone]) {
      const refused = await reserve(alice, domain);
      expect(refused).toMatchObject({ outcome: "onHold" });
      expect(refused.message).toContain("on hold: It was used for spam.");
      expect(refused.message).toContain(SUPPORT_URL);
    }
    expect(await reserve(bob, deleted)).toMatchObject({ outcome: "alreadyExists", message: alreadyExists });
    const kept = await reserve(bob, gone);
    expect(kept).toMatchObject({ outcome: "nameKept" });
    expect(kept.message).not.toContain("spam");
  });

  test("that nobody is known for is created by administrators alone", async () => {
    const domain = await hold(freshDomain());
    expect(await reserve(alice, domain)).toMatchObject({ outcome: "alreadyExists", message: alreadyExists });
    expect(await reserve(admin, domain)).toMatchObject({ outcome: "go" });
  });
});

test("hole 27: while a request of another operation may still reach the farm, its name isn't given away", async () => {
  const domain = freshDomain();
  const quietUntil = new Date(Date.now() + 600_000);
  const { id } = await database.operation.create({
    data: { kind: "delete", userId: alice.id, domain, state: "done", quietUntil, deadline: new Date() },
  });
  expect(await reserve(bob, domain)).toMatchObject({ outcome: "quiet" });
  expect(await reserve(alice, domain)).toMatchObject({ outcome: "quiet" });
  await database.operation.update({ where: { id }, data: { quietUntil: new Date(Date.now() - 1_000) } });
  expect(await reserve(bob, domain)).toMatchObject({ outcome: "go" });
});

test("hole 38: a row whose create ended without a known outcome is taken over by the same member alone", async () => {
  const domain = freshDomain();
  const first = await reserve(alice, domain);
  const lastSentAt = new Date(Date.now() - 5_000);
  const quietUntil = new Date(lastSentAt.getTime() + 600_000);
  const state = {
    state: "unknown",
    outcome: "unknown",
    endedAt: new Date(),
    lastSentAt,
    quietUntil,
  } as const;
  await database.operation.update({ where: { id: first.operationId }, data: state });
  expect(await reserve(bob, domain)).toMatchObject({ outcome: "alreadyExists" });
  expect(await reserve(admin, domain)).toMatchObject({ outcome: "alreadyExists" });
  const second = await reserve(alice, domain);
  expect(second).toMatchObject({ outcome: "go", siteId: first.siteId });
  // What the first one sent may still be on its way, and so the second one can't give the name back unasked.
  const takenOver = await database.operation.findUniqueOrThrow({ where: { id: second.operationId } });
  expect(takenOver).toMatchObject({ state: "sent", lastSentAt });
});

test("hole 37: a wiki that is being restored counts like any other", async () => {
  const member = await ledger.addUser({ quota: 1 });
  const site = {
    domain: freshDomain(),
    ownerId: member.id,
    ownerSource: "person",
    state: "restoring",
  } as const;
  await database.site.create({ data: site });
  expect(await reserve(member, freshDomain())).toMatchObject({ outcome: "quotaExceeded" });
});

test("hole 47: as many as five times the quota may be archived by oneself; those that others archived don't count", async () => {
  const member = await ledger.addUser({ quota: 2 });
  const archive = (archivedById: number | null) =>
    database.archivedSite.create({
      data: {
        domain: freshDomain(),
        ownerId: member.id,
        ownerSource: "person",
        stateBefore: "active",
        archivedById,
      },
    });
  for (let number = 0; number < 9; number += 1) await archive(member.id);
  await archive(null);
  await archive(admin.id);
  expect(await reserve(member, freshDomain())).toMatchObject({ outcome: "go" });
  await archive(member.id);
  const refused = await reserve(member, freshDomain());
  expect(refused).toMatchObject({ outcome: "tooManyArchived" });
  expect(refused.message).toMatch(
    /^You have deleted 10 wikis that the farm still keeps.*Restore one.*support/,
  );
});
