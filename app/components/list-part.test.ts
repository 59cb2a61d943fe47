import { expect, it } from "vitest";
import { readSkip } from "./list-part.ts";

it.each([
  ["200", 200],
  ["250", 200],
  ["-100", 0],
  ["1e3", 0],
  ["99999999", 0],
  [undefined, 0],
  [["100", "200"], 0],
] as const)("a page that is asked for lines from %j begins after %i", (from, skip) => {
  expect(readSkip(typeof from === "object" ? [...from] : from)).toBe(skip);
});
