import { randomUUID } from "node:crypto";
import { openDatabase } from "#lib/database/client.ts";
import { patiently } from "#lib/database/patiently.ts";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import type { LedgerAnswer } from "./answer.ts";
import { reserveSite } from "./create.ts";
import { sentences } from "./sentences.ts";
import type { LedgerStep } from "./step.ts";

/** What the configuration gives. */
export const defaults = { isCustomDomain: false, quota: 3, createsPerHour: 20 };

export const SUPPORT_URL = "https://support.example.org";

/** The ledger on a test file's database. */
export interface TestLedger {
  url: string;
  database: PrismaClient;
  addUser(changes?: Partial<Pick<User, "quota" | "isAdmin">>): Promise<User>;
  /** The first step of a new create. */
  step(user: User, domain?: string): LedgerStep;
  reserve(user: User, domain?: string, wanted?: typeof defaults): Promise<LedgerAnswer>;
  stop(): Promise<void>;
}

/** `postgres` is a test file's own; it is stopped with the ledger. */
export function testLedger(postgres: { url: string; stop(): Promise<void> }): TestLedger {
  const database = openDatabase(postgres.url);
  return {
    url: postgres.url,
    database,
    addUser(changes = {}) {
      const sub = randomUUID();
      const data = { issuer: "tests", sub, name: "Member", username: "member", ownerClaim: sub, ...changes };
      return database.user.create({ data });
    },
    step,
    // Patiently, as the activity does it: a hundred at once wait for each other's connections.
    reserve(user, domain, wanted = defaults) {
      const asked = step(user, domain);
      return patiently(() => reserveSite(database, asked, wanted));
    },
    async stop() {
      await database.$disconnect();
      await postgres.stop();
    },
  };
}

function step(user: User, domain = `${randomUUID()}.localhost`): LedgerStep {
  const workflowId = randomUUID();
  return {
    workflowId,
    runId: `run of ${workflowId}`,
    attempt: 1,
    kind: "create",
    userId: user.id,
    domain,
    subject: user.ownerClaim,
    waitMs: 300_000,
    sentences: sentences(SUPPORT_URL, defaults.createsPerHour),
  };
}

/** As if everything that was ever sent about these wikis had been sent eleven minutes earlier. */
export async function passQuietTime(database: PrismaClient, domains: string[]): Promise<void> {
  await database.$executeRaw`
    update operation set last_sent_at = last_sent_at - interval '11 minutes',
      quiet_until = quiet_until - interval '11 minutes', securing_at = securing_at - interval '11 minutes'
    where domain = any (${domains})`;
}
