import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { syncStackForFile } from "../testing/for-file.ts";
import { answersOf, rawListing } from "../testing/sync/lies.ts";
import { runSync } from "../testing/sync/run-sync.ts";
import { asideOf, layWiki, takeVolumeAway } from "../testing/sync/volume.ts";

const stack = await syncStackForFile();
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  stopWorker = await stack.startWorker();
});
afterAll(() => stopWorker?.());
let putBack: () => void = () => undefined;
afterEach(async () => {
  stack.proxy.pass();
  putBack();
  for (const { domain } of await stack.database.site.findMany()) {
    await rm(join(stack.farm.sitesDir, domain), { recursive: true });
  }
  await stack.database.site.deleteMany();
});

const counts = [1, 5, 10, 100];

/** So many wikis on the farm, which the console knows. */
async function wikis(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `of-${count}-${index}.localhost`);
  for (const name of names) await layWiki(stack, name, "somebody");
  expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: count });
  return names;
}

const rows = () => stack.database.site.findMany({ orderBy: { id: "asc" } });

test.each(counts)(
  "hole 30: the data folder swapped for an empty one before the listing: %i wikis stay",
  async (count) => {
    await wikis(count);
    const before = await rows();
    putBack = takeVolumeAway(stack);
    const expectRefused = async (sentence: RegExp) => {
      const output = await runSync(stack);
      expect(output).toMatchObject({ success: false, sitesRemoved: 0 });
      expect(output.errorMessage).toMatch(sentence);
      expect(await rows()).toEqual(before);
    };
    await expectRefused(/listed no sites at all/);
    // As a farm does whose admin site isn't started yet: the call that lists makes its folder.
    const admin = join("localhost", "status");
    await mkdir(join(stack.farm.sitesDir, admin), { recursive: true });
    await expectRefused(/isn't owned by whom it was/);
    // As a farm does that is started with its admin site's owner.
    await cp(join(asideOf(stack), admin), join(stack.farm.sitesDir, admin), { recursive: true });
    await expectRefused(new RegExp(`lacks every wiki that the console knows \\(${count}\\)`));
    putBack();
    expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
  },
);

test.each(counts)(
  "hole 30: the data folder swapped for an empty one before the point-check: %i wikis stay",
  async (count) => {
    await wikis(count);
    const before = await rows();
    // The listing lacks up to three, as if they couldn't be read; they are asked for one by one.
    const listed = (await rawListing(stack)).filter(({ name }) => !/-[0-2]\.localhost$/.test(name));
    const partial = answersOf(listed);
    let isAway = false;
    stack.proxy.disturb((request) => {
      if (isAway) return undefined;
      if (request.path.endsWith("/sites")) return partial(request);
      putBack = takeVolumeAway(stack);
      isAway = true;
      return undefined;
    });
    const output = await runSync(stack);
    expect(output).toMatchObject({ success: false, sitesRemoved: 0 });
    expect(output.errorMessage).toMatch(
      count === 1 ? /lacks every wiki that the console knows/ : /no sites at all|isn't owned by whom it was/,
    );
    expect(await rows()).toEqual(before);
    expect(isAway).toBe(count > 1);
    putBack();
    stack.proxy.pass();
    expect(await runSync(stack)).toMatchObject({ success: true, sitesAdded: 0, sitesRemoved: 0 });
  },
);

test("hole 30: the data is away for the point-check and back for the proof: asked once more, nothing is removed", async () => {
  await wikis(5);
  const before = await rows();
  const partial = answersOf((await rawListing(stack)).filter(({ name }) => !/-[0-2]\.localhost$/.test(name)));
  const missing = (path: string) => /-[0-2]\.localhost$/.test(path);
  let away = true;
  stack.proxy.disturb((request) => {
    if (request.path.endsWith("/sites")) return partial(request);
    if (!missing(request.path)) away = false;
    return away ? { kind: "answer", status: 404, body: { error: "Site not found" } } : undefined;
  });
  expect(await runSync(stack)).toMatchObject({ success: true, sitesRemoved: 0 });
  expect(away).toBe(false);
  expect((await rows()).map(({ id, state }) => ({ id, state }))).toEqual(
    before.map(({ id, state }) => ({ id, state })),
  );
});
