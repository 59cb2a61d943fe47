import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabase } from "#embedded/testing/database.ts";
import { waitingForLocks } from "#embedded/testing/waiting-for-locks.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { reserveSite } from "./create.ts";
import { defaults, SUPPORT_URL, type TestLedger, testLedger } from "./testing.ts";

let ledger: TestLedger;
let database: PrismaClient;
beforeAll(async () => {
  ledger = testLedger(await startTestDatabase());
  database = ledger.database;
});
afterAll(() => ledger?.stop());

const addUser = (quota: number | null = null) => ledger.addUser({ quota });
const step = (user: User, domain?: string) => ledger.step(user, domain);
const reserve = async (user: User, domain?: string, wanted = defaults) =>
  (await ledger.reserve(user, domain, wanted)).outcome;

function count<T>(values: T[], wanted: T): number {
  return values.filter((value) => value === wanted).length;
}

test("hole 10: of 50 creates at once with a quota of 3, three get in", async () => {
  const member = await addUser();
  const generous = { ...defaults, createsPerHour: 1_000 };
  const answers = await Promise.all(Array.from({ length: 50 }, () => reserve(member, undefined, generous)));
  expect(count(answers, "go")).toBe(3);
  expect(count(answers, "quotaExceeded")).toBe(47);
  expect(await database.site.count({ where: { ownerId: member.id } })).toBe(3);
});

test("hole 44: 10 creates that really wait for the member's lock, held first, don't pass the quota", async () => {
  const member = await addUser();
  const holder = new pg.Client({ connectionString: ledger.url });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select from users where id = $1 for no key update", [member.id]);
  const answers = Promise.all(Array.from({ length: 10 }, () => reserve(member)));
  await expect.poll(() => waitingForLocks(holder), { timeout: 10_000 }).toBe(10);
  await holder.query("commit");
  await holder.end();
  expect(count(await answers, "go")).toBe(3);
});

test("hole 2: of 100 creates of one name by 10 members, one wins and 99 are refused", async () => {
  const members = await Promise.all(Array.from({ length: 10 }, () => addUser(100)));
  const domain = `${crypto.randomUUID()}.localhost`;
  const generous = { ...defaults, createsPerHour: 1_000 };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => members.map((member) => reserve(member, domain, generous))).flat(),
  );
  expect(count(answers, "go")).toBe(1);
  expect(count(answers, "alreadyExists")).toBe(99);
});

test("a member's own number of wikis goes before the configured one, upwards and downwards", async () => {
  const [none, four] = [await addUser(0), await addUser(4)];
  expect(await reserve(none)).toBe("quotaExceeded");
  for (let made = 0; made < 4; made += 1) expect(await reserve(four)).toBe("go");
  expect(await reserve(four)).toBe("quotaExceeded");
});

test("a wiki that only stands with a member as the default user isn't counted; one that is being deleted is", async () => {
  const member = await addUser(1);
  const site = { ownerId: member.id, domain: `${crypto.randomUUID()}.localhost` };
  const { id } = await database.site.create({ data: { ...site, ownerSource: "default", state: "active" } });
  await database.site.update({ where: { id }, data: { ownerSource: "farm", state: "deleting" } });
  expect(await reserve(member)).toBe("quotaExceeded");
  await database.site.update({ where: { id }, data: { ownerSource: "default", state: "active" } });
  expect(await reserve(member)).toBe("go");
});

test("hole 47: more creates within an hour than fedwiki-creates-per-hour are refused; refused ones aren't counted", async () => {
  const member = await addUser(100);
  const few = { ...defaults, createsPerHour: 2 };
  const domain = `${crypto.randomUUID()}.localhost`;
  expect(await reserve(member, domain, few)).toBe("go");
  expect(await reserve(member, domain, few)).toBe("alreadyExists");
  expect(await reserve(member, undefined, few)).toBe("go");
  expect(await reserve(member, undefined, few)).toBe("tooManyCreates");
  await database.operation.updateMany({
    where: { userId: member.id },
    data: { createdAt: new Date(Date.now() - 3_601_000) },
  });
  expect(await reserve(member, undefined, few)).toBe("go");
});

test("a user who doesn't exist gets no reservation, and the operation says so", async () => {
  const member = await addUser();
  const asked = step({ ...member, id: 1_000_000 });
  expect(await reserveSite(database, asked, defaults)).toMatchObject({ outcome: "permissionDenied" });
  const operation = await database.operation.findUniqueOrThrow({ where: { workflowId: asked.workflowId } });
  expect(operation).toMatchObject({ userId: null, state: "refused" });
});

test("the same member takes over a name whose operation waited past its deadline with nothing sent", async () => {
  const member = await addUser();
  const first = step(member);
  await reserveSite(database, first, defaults);
  expect(await reserve(member, first.domain)).toBe("alreadyExists");
  const { workflowId } = first;
  await database.operation.update({ where: { workflowId }, data: { deadline: new Date(0) } });
  expect(await reserve(member, first.domain)).toBe("go");
  expect((await reserveSite(database, first, defaults)).outcome).toBe("gaveUp");
});

test("an overdue create gives its name back, also to a member who may have none", async () => {
  const member = await addUser();
  const first = step(member);
  await reserveSite(database, first, defaults);
  const { workflowId, domain } = first;
  await database.operation.update({ where: { workflowId }, data: { deadline: new Date(0) } });
  await database.user.update({ where: { id: member.id }, data: { quota: 0 } });
  expect(await reserve(member, domain)).toBe("quotaExceeded");
  expect(await database.operation.findUnique({ where: { workflowId } })).toMatchObject({ state: "gaveUp" });
  expect(await database.site.findUnique({ where: { domain } })).toBeNull();
  expect(await reserve(await addUser(), domain)).toBe("go");
});

test("another member's overdue create is left to end itself", async () => {
  const first = step(await addUser());
  await reserveSite(database, first, defaults);
  const { workflowId, domain } = first;
  await database.operation.update({ where: { workflowId }, data: { deadline: new Date(0) } });
  expect(await reserve(await addUser(), domain)).toBe("alreadyExists");
  expect(await database.operation.findUnique({ where: { workflowId } })).toMatchObject({ state: "running" });
});

test("the sentence on the quota fits 0, 1 and more", async () => {
  const sentenceFor = async (quota: number) => {
    const member = await addUser(quota);
    for (let made = 0; made < quota; made += 1) await reserve(member);
    return (await reserveSite(database, step(member), defaults)).message;
  };
  expect(await sentenceFor(0)).toBe(
    `Your account isn't allowed any wikis. Please contact support. ${SUPPORT_URL}`,
  );
  expect(await sentenceFor(1)).toBe(
    "You already have the one wiki that you may have. Delete it before you create another.",
  );
  expect(await sentenceFor(2)).toBe(
    "You have used all 2 of your wikis. Delete one before you create another.",
  );
});

test("what no operation changes stays as it is: a neighbour's wikis", async () => {
  const [member, neighbour] = [await addUser(), await addUser()];
  await reserve(neighbour);
  const before = await database.site.findMany({ where: { ownerId: neighbour.id } });
  await reserve(member);
  expect(await database.site.findMany({ where: { ownerId: neighbour.id } })).toEqual(before);
});
