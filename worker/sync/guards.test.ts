import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import { failureReason } from "#lib/temporal/failure-reason.ts";
import { syncStackForFile } from "../testing/for-file.ts";
import { makeOnFarm } from "../testing/sync/farm-sites.ts";
import { answersOf, inventedSites, lieInListing, lieThroughout, rawListing } from "../testing/sync/lies.ts";
import { runSync } from "../testing/sync/run-sync.ts";

const listing = "/plugin/farmmanager/sites";

/** By when a run has to claim a sync that waits. */
const inAMinute = () => new Date(Date.now() + 60_000);

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
  await makeOnFarm(stack, "kept.localhost", "somebody");
  await makeOnFarm(stack, "another.localhost", "somebody");
  await runSync(stack);
});
afterAll(() => stopWorker?.());
beforeEach(async () => {
  stack.proxy.pass();
  await stack.database.syncRun.deleteMany();
});

const kept = () => stack.database.site.findUnique({ where: { domain: "kept.localhost" } });

async function expectRefused(sentence: RegExp): Promise<void> {
  const output = await runSync(stack);
  expect(output).toMatchObject({ success: false, sitesAdded: 0, sitesRemoved: 0 });
  expect(output.errorMessage).toMatch(sentence);
  const runs = await stack.database.syncRun.findMany();
  expect(runs).toMatchObject([{ success: false, error: output.errorMessage }]);
  expect(await kept()).toMatchObject({ state: "active" });
}

test("hole 6: an empty listing stops the sync", async () => {
  lieInListing(stack, []);
  await expectRefused(/listed no sites at all/);
});

test("hole 6: a listing without the farm's admin site stops the sync", async () => {
  lieInListing(
    stack,
    (await rawListing(stack)).filter(({ name }) => name !== "localhost"),
  );
  await expectRefused(/lacks its own admin site localhost/);
});

test("hole 5: a status that nobody knows stops the sync; `inactive` means archived", async () => {
  const sites = await rawListing(stack);
  const withStatus = (status: string) =>
    sites.map((site) => (site.name === "kept.localhost" ? { ...site, status } : site));
  lieInListing(stack, withStatus("dormant"));
  await expectRefused(/a status that this console doesn't know/);

  await stack.database.syncRun.deleteMany();
  lieThroughout(stack, withStatus("inactive"));
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 1 });
  const where = { domain: "kept.localhost" };
  expect(await stack.database.archivedSite.findUnique({ where })).not.toBeNull();

  stack.proxy.pass();
  expect(await runSync(stack)).toMatchObject({ success: true });
  expect(await kept()).toMatchObject({ state: "active" });
});

test("seed, default user: one that doesn't exist makes the sync fail with a sentence that names the key", async () => {
  const output = await runSync(stack, 4711);
  expect(output).toMatchObject({ success: false, errorMessage: messages.defaultUserMissing(4711) });
  expect(output.errorMessage).toContain("fedwiki-sync-default-user-id");
  expect(await stack.database.syncRun.findMany()).toMatchObject([{ success: false, sitesFound: 3 }]);
});

test("a site that a partial listing leaves out but the farm has is kept (hole 6)", async () => {
  lieInListing(
    stack,
    (await rawListing(stack)).filter(({ name }) => name !== "kept.localhost"),
  );
  expect(await runSync(stack)).toMatchObject({ success: true, sitesFound: 2, sitesRemoved: 0 });
  expect(await kept()).toMatchObject({ state: "active" });
});

test("hole 17: a 404 that isn't the farm's own doesn't make a site gone", async () => {
  const sites = (await rawListing(stack)).filter(({ name }) => name !== "kept.localhost");
  let asked = 0;
  stack.proxy.disturb(({ path }) => {
    if (path === listing) return { kind: "answer", status: 200, body: sites };
    asked += 1;
    return asked === 1 ? { kind: "answer", status: 404, body: "<h1>Cannot GET</h1>" } : undefined;
  });
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 0 });
  // And the admin site and another wiki, since that was an error of the farm's.
  expect(asked).toBe(3);
  expect(await kept()).toMatchObject({ state: "active" });
});

test("a farm that refuses the console's token makes the sync fail in the seed's words, at the first attempt", async () => {
  stack.proxy.answer({ status: 401, body: {} });
  stack.proxy.seen.length = 0;
  await expectRefused(/^Authentication failed\. Please contact support\./);
  expect(stack.proxy.seen).toHaveLength(1);
});

test("seed, error handling: a failure that nobody expected fails the sync; its row says why", async () => {
  stack.proxy.answer({ status: 400, body: {} });
  const failure = await runSync(stack).catch((error: unknown) => error);
  expect(failureReason(failure)).toMatchObject({ type: "SyncFailed" });
  expect(await stack.database.syncRun.findMany()).toMatchObject([
    { success: false, error: failureReason(failure).message },
  ]);
});

test("a sync that was asked for follows one that failed unexpectedly", async () => {
  const asked = Promise.withResolvers<void>();
  let requests = 0;
  stack.proxy.disturb(() => {
    requests += 1;
    return requests === 1 ? { kind: "answer", status: 400, body: {}, after: asked.promise } : undefined;
  });
  const sync = runSync(stack);
  await expect.poll(() => requests, { timeout: 10_000 }).toBe(1);
  const operation = { kind: "sync", trigger: "button", deadline: inAMinute() } as const;
  const { id } = await stack.database.operation.create({ data: operation });
  asked.resolve();
  expect(await sync).toMatchObject({ success: true });
  expect(await stack.database.operation.findUnique({ where: { id } })).toMatchObject({ state: "done" });
  const runs = await stack.database.syncRun.findMany({ orderBy: { id: "asc" } });
  expect(runs).toMatchObject([{ success: false }, { success: true, trigger: "button" }]);
});

test("after one request without an answer, an attempt asks the farm nothing more", async () => {
  const listed = [...(await rawListing(stack)), ...inventedSites(100)];
  lieThroughout(stack, listed);
  expect(await runSync(stack)).toMatchObject({ sitesAdded: 100 });
  const sites = listed.slice(0, -20);
  const allAsked = Promise.withResolvers<void>();
  const nextAttempt = Promise.withResolvers<void>();
  const truth = answersOf(sites);
  let listings = 0;
  let asked = 0;
  stack.proxy.disturb((request) => {
    if (request.path === listing) {
      listings += 1;
      if (listings === 2) nextAttempt.resolve();
      return truth(request);
    }
    asked += 1;
    if (asked === 8) allAsked.resolve();
    if (asked === 1) return { kind: "cutBefore", after: allAsked.promise };
    return asked <= 8 ? { kind: "holdBefore", until: nextAttempt.promise } : truth(request);
  });
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 20 });
  // Eight at once in the first attempt; in the second each of the twenty, the admin site and another wiki, and the
  // twenty once more.
  expect(asked).toBe(50);
});
