import { afterAll, beforeAll, expect, test } from "vitest";
import { expectWalked } from "./kill-walk/expect-walked.ts";
import { type Lanes, startLanes } from "./kill-walk/lanes.ts";
import { spreadPoints } from "./kill-walk/points.ts";
import { report } from "./kill-walk/report.ts";
import { kinds } from "./kill-walk/scenes.ts";

const SAMPLE = 8;
/** Fewer messages of any operation are those of a proxy that doesn't hear them. */
const FEWEST = 6;

let lanes: Lanes;
beforeAll(async () => {
  lanes = await startLanes();
});
afterAll(() => lanes?.stop());

test("holes 1 and 26: a worker killed at any message of a create or delete, or at 8 of a restore and sync, leaves nothing half done", async () => {
  const counts = await lanes.counts();
  for (const kind of kinds) expect(counts[kind], kind).toBeGreaterThanOrEqual(FEWEST);
  const walked = await lanes.walk([
    ...spreadPoints("sync", counts.sync, SAMPLE),
    ...spreadPoints("create", counts.create, counts.create),
    ...spreadPoints("delete", counts.delete, counts.delete),
    ...spreadPoints("restore", counts.restore, SAMPLE),
  ]);
  console.info(report(walked));
  expectWalked(walked, { ...counts, restore: SAMPLE, sync: SAMPLE });
}, 300_000);
