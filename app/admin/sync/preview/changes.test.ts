import { expect, it } from "vitest";
import { inOrder } from "./changes.ts";

it("what would be refused stands first, then what goes, and a change that isn't known yet last", () => {
  const groups = ["sync-later", "sync-added", "sync-removed", "refused-gone"].map((change) => ({ change }));
  expect(inOrder(groups).map(({ title }) => title)).toEqual([
    "Refused: gone from the farm",
    "Removed",
    "Added",
    "sync-later",
  ]);
});
