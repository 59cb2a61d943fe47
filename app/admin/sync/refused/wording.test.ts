import { expect, it } from "vitest";
import { refusedWording } from "./wording.ts";

it("wikis that a sync refused to bring back aren't called removals", () => {
  expect(refusedWording({ refusedBy: "returned" }).button).toBe("Bring these wikis back");
  expect(refusedWording({ refusedBy: "removals" }).button).toBe("Apply refused removals");
});
