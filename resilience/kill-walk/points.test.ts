import { expect, test } from "vitest";
import { spreadPoints } from "./points.ts";
import { variants } from "./walk.ts";

/** Every request has its answer. */
const evenNumbers = Array.from({ length: 40 }, (_, index) => 8 + 2 * index);

test.each([
  ["every message", Number.POSITIVE_INFINITY],
  ["a sample of 8", 8],
])("holes 1 and 26: %s meets every variant at a request and at an answer", (_, wanted) => {
  for (const messages of evenNumbers) {
    const points = spreadPoints("create", messages, wanted);
    for (const side of [1, 0]) {
      const met = points.filter(({ at }) => at % 2 === side).map(({ variant }) => variant);
      expect(new Set(met), `of ${messages} messages`).toEqual(new Set(variants));
    }
    expect(points.map(({ at }) => at)).toEqual([...new Set(points.map(({ at }) => at))]);
    expect([points[0]?.at, points.at(-1)?.at]).toEqual([1, messages]);
  }
});

test("holes 1 and 26: six messages meet every variant", () => {
  const met = spreadPoints("delete", 6, 6).map(({ variant }) => variant);
  expect(new Set(met)).toEqual(new Set(variants));
});
