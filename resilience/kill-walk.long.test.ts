import { afterAll, beforeAll, expect, test } from "vitest";
import { expectWalked } from "./kill-walk/expect-walked.ts";
import { type Lanes, startLanes } from "./kill-walk/lanes.ts";
import { everyPoint } from "./kill-walk/points.ts";
import { report } from "./kill-walk/report.ts";
import { kinds } from "./kill-walk/scenes.ts";

/** Fewer messages of any operation are those of a proxy that doesn't hear them. */
const FEWEST = 6;

let lanes: Lanes;
beforeAll(async () => {
  lanes = await startLanes();
});
afterAll(() => lanes?.stop());

test("holes 1 and 26: a worker killed at any message of any operation, whatever befell the wiki then, leaves nothing half done", async () => {
  const counts = await lanes.counts();
  for (const kind of kinds) expect(counts[kind], kind).toBeGreaterThanOrEqual(FEWEST);
  const walked = await lanes.walk(kinds.flatMap((kind) => everyPoint(kind, counts[kind])));
  // An operation has as many messages as counted, and now and then one more; past the last it passes untouched.
  for (const kind of kinds) {
    for (let at = counts[kind] + 1; ; at += 1) {
      const further = await lanes.walk([{ kind, at, variant: "nothing" }]);
      walked.push(...further);
      if (further.every(({ killedAt }) => killedAt === undefined)) break;
    }
  }
  console.info(report(walked));
  expectWalked(walked, counts);
}, 3_600_000);
