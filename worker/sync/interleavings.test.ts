import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { createInConsole, deleteInConsole } from "../testing/sync/console.ts";
import { eraseVisited, makeOnFarm } from "../testing/sync/farm-sites.ts";
import { holdAnswer, isCreate, isListing } from "../testing/sync/hold.ts";
import { runSync } from "../testing/sync/run-sync.ts";

const stack = await syncStackForFile();
let alice: User;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  alice = await stack.addUser("alice");
  stopWorker = await stack.startWorker();
  // A sync that misses every wiki is refused.
  await makeOnFarm(stack, "steady.localhost", "somebody");
});
afterAll(() => stopWorker?.());
beforeEach(async () => {
  stack.proxy.pass();
  await stack.database.site.deleteMany();
});

const find = (domain: string) => stack.database.site.findUnique({ where: { domain } });
const onFarm = (domain: string) => () => stack.direct.get(domain);

test("hole 8: a sync between the farm's create and the database's confirm leaves the new wiki alone", async () => {
  const hold = holdAnswer(stack, isCreate);
  const creating = createInConsole(stack, alice, "between.localhost");
  await hold.reached();
  await expect.poll(onFarm("between.localhost"), { timeout: 5_000 }).not.toBe("absent");
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 0 });
  expect(await find("between.localhost")).toMatchObject({ state: "creating", ownerId: alice.id });
  hold.release();
  expect(await creating).toMatchObject({ success: true });
  await runSync(stack);
  expect(await find("between.localhost")).toMatchObject({ state: "active", ownerSource: "person" });
});

test("hole 9: a wiki made after the listing was read isn't removed by it", async () => {
  const hold = holdAnswer(stack, isListing);
  const sync = runSync(stack);
  await hold.reached();
  await createInConsole(stack, alice, "afterwards.localhost");
  stack.proxy.seen.length = 0;
  hold.release();
  expect(await sync).toMatchObject({ success: true, sitesRemoved: 0 });
  expect(await find("afterwards.localhost")).toMatchObject({ state: "active" });
  // It isn't even asked for.
  expect(stack.proxy.seen).toEqual([]);
});

test("hole 9: a wiki deleted after the listing was read isn't resurrected by it", async () => {
  await createInConsole(stack, alice, "deleted.localhost");
  const hold = holdAnswer(stack, isListing);
  const sync = runSync(stack);
  await hold.reached();
  expect(await deleteInConsole(stack, alice, "deleted.localhost")).toEqual({ success: true });
  hold.release();
  expect(await sync).toMatchObject({ success: true, sitesRemoved: 0 });
  expect(await find("deleted.localhost")).toBeNull();
  const where = { domain: "deleted.localhost" };
  expect(await stack.database.archivedSite.findUnique({ where })).toMatchObject({ archivedById: alice.id });
});

test("hole 9: nor is one whose delete found nothing left on the farm", async () => {
  await createInConsole(stack, alice, "vanished.localhost");
  const hold = holdAnswer(stack, isListing);
  const sync = runSync(stack);
  await hold.reached();
  await eraseVisited(stack.farm, "vanished.localhost");
  expect(await deleteInConsole(stack, alice, "vanished.localhost")).toEqual({ success: true });
  hold.release();
  expect(await sync).toMatchObject({ success: true });
  expect(await find("vanished.localhost")).toBeNull();
});

test.each([-10, 10])(
  "hole 41: with the worker's clock %i minutes off, what is made and deleted during a sync stays so",
  async (minutes) => {
    const speed = minutes < 0 ? "slow" : "fast";
    const member = await stack.addUser(speed);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
    try {
      const [made, deleted] = [`made-${speed}.localhost`, `deleted-${speed}.localhost`];
      await createInConsole(stack, member, deleted);
      await runSync(stack);
      const hold = holdAnswer(stack, isListing);
      const sync = runSync(stack);
      await hold.reached();
      expect(await createInConsole(stack, member, made)).toMatchObject({ success: true });
      expect(await deleteInConsole(stack, member, deleted)).toEqual({ success: true });
      stack.proxy.seen.length = 0;
      hold.release();
      expect(await sync).toMatchObject({ success: true, sitesRemoved: 0 });
      // Nothing is asked for: by a clock that is fast both would look older, and only the farm's answer would save them.
      expect(stack.proxy.seen).toEqual([]);
      expect(await find(made)).toMatchObject({ state: "active" });
      expect(await find(deleted)).toBeNull();
      // The next one acts on what it finds, by the same clock.
      await eraseVisited(stack.farm, made);
      expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 1 });
    } finally {
      vi.useRealTimers();
    }
  },
);

test("hole 41: a row of a transaction that began before the listing and ended after it is left alone", async () => {
  const other = new pg.Client({ connectionString: stack.postgres.url });
  await other.connect();
  await other.query("BEGIN");
  await other.query("SELECT now()");
  const hold = holdAnswer(stack, isListing);
  const sync = runSync(stack);
  await hold.reached();
  await other.query(
    `INSERT INTO site (domain, owner_id, owner_source, state, created_at)
      VALUES ('looks-older.localhost', $1, 'person', 'active', now())`,
    [alice.id],
  );
  await other.query("COMMIT");
  await other.end();
  hold.release();
  expect(await sync).toMatchObject({ success: true, sitesRemoved: 0 });
  expect(await find("looks-older.localhost")).not.toBeNull();
  // The next one began after it, and so acts on it.
  expect(await runSync(stack)).toMatchObject({ sitesRemoved: 1 });
});

test("hole 23: three syncs at once have the effects of one", async () => {
  await runSync(stack);
  const names = Array.from({ length: 20 }, (_, index) => `at-once-${index}.localhost`);
  for (const name of names) await makeOnFarm(stack, name, "alice");
  await stack.database.syncRun.deleteMany();
  const outputs = await Promise.all([runSync(stack), runSync(stack), runSync(stack)]);
  const added = outputs.map(({ sitesAdded }) => sitesAdded);
  expect(outputs.every(({ success }) => success)).toBe(true);
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(20);
  expect(await stack.database.site.count({ where: { domain: { in: names } } })).toBe(20);
  expect(await stack.database.syncRun.count()).toBe(3);
});
