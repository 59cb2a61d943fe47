import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { syncStackForFile } from "../testing/for-file.ts";
import { answersOf, inventedSites, lieThroughout, rawListing } from "../testing/sync/lies.ts";
import { runSync } from "../testing/sync/run-sync.ts";

const listing = "/plugin/farmmanager/sites";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());
beforeEach(async () => {
  await stack.database.site.deleteMany();
  await stack.database.tombstone.deleteMany();
});

test("a site that the farm answers with an error, as one with a broken folder, stays as it is, and the sync goes on", async () => {
  const listed = [...(await rawListing(stack)), ...inventedSites(20, "kept"), ...inventedSites(3, "failing")];
  lieThroughout(stack, listed);
  expect(await runSync(stack)).toMatchObject({ success: true });
  const sites = [...listed.slice(0, -3), ...inventedSites(1, "late")];
  const truth = answersOf(sites);
  stack.proxy.disturb((request) =>
    request.path === `${listing}/failing-0.localhost`
      ? { kind: "answer", status: 500, body: {} }
      : truth(request),
  );
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 1, sitesRemoved: 2 });
  const where = { domain: { startsWith: "failing-" } };
  expect(await stack.database.site.findMany({ where })).toMatchObject([
    { domain: "failing-0.localhost", state: "active" },
  ]);
});

test("an owner file with characters that the database refuses fails no sync, and its wiki is somebody's", async () => {
  const half = "\ud83d";
  const owner = { name: `a\0${half}`, oauth2: { id: `b\0${half}` } };
  const memberConsole = { console: "c\0", operation: half };
  const [plain, marked] = inventedSites(2, "strange");
  if (plain === undefined || marked === undefined) throw new Error("two were invented");
  lieThroughout(stack, [
    ...(await rawListing(stack)),
    { ...plain, owner },
    { ...marked, owner: { ...owner, memberConsole } },
  ]);
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 1 });
  const domain = { startsWith: "strange-" };
  expect(await stack.database.site.findMany({ where: { domain } })).toMatchObject([
    { domain: plain.name, farmSubject: "b\ufffd\ufffd" },
  ]);
  expect(await stack.database.syncFinding.findMany({ where: { domain } })).toMatchObject([
    { domain: marked.name },
  ]);
});

test.each([
  { failing: "many sites", count: 20, fails: (asked: number) => asked <= 5 },
  { failing: "the one site asked for, and the admin site", count: 1, fails: () => true },
])("a farm that answers with errors for $failing fails the attempt", async ({ count, fails }) => {
  const listed = [...(await rawListing(stack)), ...inventedSites(100, `of-${count}`)];
  lieThroughout(stack, listed);
  expect(await runSync(stack)).toMatchObject({ success: true });
  const truth = answersOf(listed.slice(0, -count));
  let listings = 0;
  let asked = 0;
  stack.proxy.disturb((request) => {
    if (request.path === listing) listings += 1;
    else if (listings === 1 && fails(++asked)) return { kind: "answer", status: 500, body: {} };
    return truth(request);
  });
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: count });
  expect(listings).toBe(2);
});
