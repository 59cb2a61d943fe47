import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#lib/database/client.ts";
import { FarmUnavailableError } from "#lib/farm/errors.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { LedgerAnswer } from "#lib/ledger/answer.ts";
import { sentences } from "#lib/ledger/sentences.ts";
import { sending } from "./sending.ts";

// Nothing asks it: an earlier request may be on its way, so nothing is noted.
let database: PrismaClient;
beforeAll(() => {
  database = openDatabase("postgresql://nobody@127.0.0.1:1/nothing");
});
afterAll(() => database.$disconnect());

const domain = "late.localhost";
const step = {
  workflowId: randomUUID(),
  runId: randomUUID(),
  attempt: 2,
  kind: "delete",
  userId: 1,
  domain,
  subject: null,
  waitMs: 1_000,
  sentences: sentences("", 1),
} as const;

function leave(ageMs: number, ageByTheClock = ageMs): LedgerAnswer {
  const asked = { askedAtMs: performance.now() - ageMs, askedAtTime: Date.now() - ageByTheClock };
  const ids = { operationId: randomUUID(), console: randomUUID(), siteId: 1 };
  return { outcome: "go", message: null, domain, alreadySent: true, ...asked, ...ids };
}

test("hole 27: leave to send that is older than ten seconds sends nothing", async () => {
  let sent = 0;
  const request = async () => {
    sent += 1;
  };
  // Both clocks; the one that goes on while the machine is suspended; the one that nobody sets.
  for (const late of [leave(11_000), leave(1_000, 11_000), leave(11_000, 1_000)]) {
    await expect(sending(database, step, late, request)).rejects.toThrow(FarmUnavailableError);
  }
  expect(sent).toBe(0);
  await sending(database, step, leave(1_000), request);
  expect(sent).toBe(1);
});
