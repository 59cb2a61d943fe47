import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lanes, startLanes } from "./kill-walk/lanes.ts";
import { spreadPoints } from "./kill-walk/points.ts";
import { report } from "./kill-walk/report.ts";

const SAMPLE = 8;

let lanes: Lanes;
beforeAll(async () => {
  lanes = await startLanes();
});
afterAll(() => lanes?.stop());

test("holes 1 and 26: a worker killed at any message of a create, or at 8 of a delete, restore and sync, leaves nothing half done", async () => {
  const counts = await lanes.counts();
  const walked = await lanes.walk([
    ...spreadPoints("sync", counts.sync, SAMPLE),
    ...spreadPoints("create", counts.create, counts.create),
    ...spreadPoints("delete", counts.delete, SAMPLE),
    ...spreadPoints("restore", counts.restore, SAMPLE),
  ]);
  console.info(report(walked));
  expect(walked.filter(({ failure }) => failure !== undefined)).toEqual([]);
}, 300_000);
