import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { laySite } from "../testing/lay-site.ts";
import { createInConsole } from "../testing/sync/console.ts";
import { runSync } from "../testing/sync/run-sync.ts";
import { loseOwner, visit, writeAnonymously } from "../testing/unowned-site.ts";
import { freshDomain } from "../testing/world.ts";
import { openSecured } from "./open-secured.ts";
import { probeDue } from "./probe-due.ts";

const stack = await syncStackForFile();
const { farm, database, dependencies } = stack;
let alice: User;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  alice = await stack.addUser("alice");
  stopWorker = await stack.startWorker();
});
// Many that lost their owner would stop the sync.
afterEach(() => database.site.deleteMany());
afterAll(() => stopWorker?.());

const ownerFile = (domain: string) => join(farm.sitesDir, domain, "status/owner.json");
const siteOf = (domain: string) => database.site.findUniqueOrThrow({ where: { domain } });
const findings = () => database.syncFinding.findMany({ where: { kind: "ownerless" } });
const sweep = () => probeDue(dependencies);
const opened = { state: "active", securedAt: null, probeDue: null } as const;
const secured = { state: "readonly", securedAt: expect.any(Date), farmStatus: "readonly", probeDue: null };

test("hole 25: a wiki whose owner.json was lost, and that was restarted, is closed after a sync and a sweep, and open again once it has its owner", async () => {
  const domain = freshDomain();
  await createInConsole(stack, alice, domain);
  await loseOwner(farm, domain);
  expect(await writeAnonymously(farm, domain)).toBeLessThan(400);

  await runSync(stack);
  expect(await findings()).toMatchObject([{ domain, detail: expect.stringContaining("makes it read-only") }]);
  await sweep();
  expect(await siteOf(domain)).toMatchObject(secured);
  expect(await stack.direct.get(domain)).toMatchObject({ status: "readonly" });
  expect(await writeAnonymously(farm, domain)).toBeGreaterThanOrEqual(400);

  await runSync(stack);
  expect(await siteOf(domain)).toMatchObject(secured);
  expect(await findings()).toMatchObject([{ domain, detail: expect.stringContaining("It is read-only") }]);

  await farm.takeDown();
  await laySite(farm, domain, { owner: { name: alice.name, subject: alice.ownerClaim }, status: "readonly" });
  await farm.bringUp();
  await openSecured(dependencies);
  expect(await siteOf(domain)).toMatchObject(opened);
  expect(await writeAnonymously(farm, domain)).toBeGreaterThanOrEqual(400);
});

test("hole 25: one that lost owner.json while it runs with its owner stays as it is, and each sync has it asked once", async () => {
  const [hers, strangers] = [freshDomain("hers"), freshDomain("strangers")];
  await createInConsole(stack, alice, hers);
  await laySite(farm, strangers, { owner: { name: "Bob", subject: "unknown here" } });
  await visit(farm, strangers);
  await runSync(stack);
  for (const domain of [hers, strangers]) await rm(ownerFile(domain));
  for (let round = 1; round <= 2; round += 1) {
    await runSync(stack);
    for (const domain of [hers, strangers]) {
      expect(await siteOf(domain)).toMatchObject({ state: "active", probeDue: expect.any(Date) });
    }
    await sweep();
    for (const domain of [hers, strangers]) expect(await siteOf(domain)).toMatchObject(opened);
  }
  expect(await stack.direct.get(hers)).toMatchObject({ status: "active" });
});
