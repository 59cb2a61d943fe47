import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabase } from "#embedded/testing/database.ts";
import { beginOpening, endOpening } from "./opening.ts";
import { beginClosing, endClosing } from "./probing.ts";
import { type TestLedger, testLedger } from "./testing.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = testLedger(await startTestDatabase());
});
afterAll(() => ledger?.stop());

const SWEEP_S = 30;
const HOUR_S = 3_600;

async function securedWiki(): Promise<string> {
  const { id: ownerId } = await ledger.addUser();
  const domain = `${randomUUID()}.localhost`;
  await ledger.database.site.create({
    data: { domain, ownerId, ownerSource: "person", state: "readonly", securedAt: new Date() },
  });
  return domain;
}

/** A request of a sweep's that the farm answers with an error, if the ledger gives leave for it. */
async function failToClose(domain: string): Promise<void> {
  const id = await beginClosing(ledger.database, domain);
  if (id !== undefined) await endClosing(ledger.database, id, "inDoubt");
}

async function failToOpen(domain: string): Promise<void> {
  const id = await beginOpening(ledger.database, domain);
  if (id !== undefined) await endOpening(ledger.database, id, "refused");
}

async function letPass(domain: string, seconds: number): Promise<void> {
  await ledger.database.$executeRaw`
    update operation set last_sent_at = last_sent_at - ${seconds} * interval '1 second',
      quiet_until = quiet_until - ${seconds} * interval '1 second'
    where domain = ${domain}`;
}

/** Sweeps for so long by the ledger's clock, and counts the operations that it began. Each has its audit event. */
async function tries(
  domain: string,
  seconds: number,
  sweep: (domain: string) => Promise<void>,
  apartS = SWEEP_S,
): Promise<number> {
  const { database } = ledger;
  const count = () => database.operation.count({ where: { domain } });
  const before = await count();
  for (let passed = 0; passed < seconds; passed += apartS) {
    await sweep(domain);
    await letPass(domain, apartS);
  }
  expect(await database.auditEvent.count({ where: { domain } })).toBe(await count());
  return (await count()) - before;
}

/** So that it is too soon to ask again, and not just about time. */
async function failForLong(domain: string): Promise<void> {
  await tries(domain, HOUR_S, failToClose, 600);
  await letPass(domain, 300);
  await failToClose(domain);
}

const closed = async (domain: string) => {
  const id = await beginClosing(ledger.database, domain);
  if (id !== undefined) await endClosing(ledger.database, id, "closed");
  return id !== undefined;
};

test("hole 25: a wiki that the farm goes on refusing to close is tried ever more rarely, and each hour in the end", async () => {
  const domain = await securedWiki();
  const first = await tries(domain, HOUR_S, failToClose);
  expect(first).toBeGreaterThanOrEqual(5);
  expect(first).toBeLessThanOrEqual(10);
  await tries(domain, HOUR_S, failToClose);
  expect(await tries(domain, 10 * HOUR_S, failToClose, 600)).toBe(10);
  expect(await ledger.database.site.findUniqueOrThrow({ where: { domain } })).toMatchObject({
    state: "readonly",
    securedAt: expect.any(Date),
  });
});

test("hole 25: once it was closed, one that is open again is tried as often as at first", async () => {
  const domain = await securedWiki();
  await failForLong(domain);
  expect(await closed(domain)).toBe(false);
  await tries(domain, 2 * HOUR_S, async () => void (await closed(domain)), 600);
  expect(await tries(domain, 4 * SWEEP_S, failToClose)).toBeGreaterThanOrEqual(3);
});

test("hole 25: the same holds for opening one, also when it couldn't be closed before", async () => {
  const domain = await securedWiki();
  await tries(domain, 3 * HOUR_S, failToClose, 600);
  await ledger.database.operation.updateMany({ where: { domain }, data: { quietUntil: null } });
  const first = await tries(domain, HOUR_S, failToOpen);
  expect(first).toBeGreaterThanOrEqual(5);
  expect(first).toBeLessThanOrEqual(10);
});

test("hole 25: one that was closed and that somebody opened on the farm is read-only at once, also while it is too soon to ask", async () => {
  const domain = await securedWiki();
  expect(await closed(domain)).toBe(true);
  await failForLong(domain);
  const { site } = ledger.database;
  const secured = { state: "readonly", securedAt: expect.any(Date), probeDue: null, farmStatus: "active" };
  expect(await site.findUniqueOrThrow({ where: { domain } })).toMatchObject(secured);
  // As a sync does that finds it active.
  await site.update({ where: { domain }, data: { state: "active", securedAt: null, probeDue: new Date(0) } });
  expect(await beginClosing(ledger.database, domain)).toBeUndefined();
  expect(await site.findUniqueOrThrow({ where: { domain } })).toMatchObject(secured);
});
