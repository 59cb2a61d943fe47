import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { syncStackForFile } from "../testing/for-file.ts";
import { rawListing } from "../testing/sync/lies.ts";
import { runSync } from "../testing/sync/run-sync.ts";
import { layWiki } from "../testing/sync/volume.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());

const live = () =>
  stack.database.site.findMany({
    orderBy: { id: "asc" },
    select: { id: true, domain: true, ownerId: true, ownerSource: true, state: true, farmSubject: true },
  });
const archived = () => stack.database.archivedSite.findMany({ orderBy: { id: "asc" } });

const archive = (domain: string) =>
  writeFile(join(stack.farm.sitesDir, domain, "status.json"), JSON.stringify({ status: "archived" }));

/** As `ulimit -n` before its start. */
const limitFiles = (count: number) =>
  promisify(execFile)("prlimit", ["--pid", String(stack.farm.pid), `--nofile=${count}:`]);

test("hole 7: the real plugin short of file descriptors, with 1,000 sites: no owner and no state changes", async () => {
  await stack.addUser("alice");
  const names = Array.from({ length: 1_000 }, (_, index) => `wiki-${index}.localhost`);
  for (const [index, name] of names.entries())
    await layWiki(stack, name, index % 2 ? "alice" : "nobody-here");
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 1_000 });
  for (const name of names.slice(0, 150)) await archive(name);
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 150 });
  const before = { live: await live(), archived: await archived() };

  // The more descriptors are left, the fewer lies; a handful stays below every limit that counts.
  let lies = 0;
  for (const files of [256, 512, 768, 900, 1_000]) {
    await limitFiles(files);
    const listed = await rawListing(stack);
    lies += listed.filter(({ owner }) => JSON.stringify(owner) === '{"name":"Unknown"}').length;
    const output = await runSync(stack);
    expect(output).toMatchObject({ sitesAdded: 0, sitesRemoved: 0 });
    if (!output.success) expect(output.errorMessage).toMatch(/nothing was changed/);
    expect({ live: await live(), archived: await archived() }).toEqual(before);
  }
  expect(lies).toBeGreaterThan(0);

  await limitFiles(4_096);
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
  expect({ live: await live(), archived: await archived() }).toEqual(before);
}, 300_000);
