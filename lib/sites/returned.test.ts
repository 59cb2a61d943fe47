import { expect, it } from "vitest";
import { isNewlyReturned } from "./returned.ts";

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

it("a wiki that came back by itself is news for 30 days", () => {
  expect(isNewlyReturned({ returnedAt: daysAgo(29) })).toBe(true);
  expect(isNewlyReturned({ returnedAt: daysAgo(31) })).toBe(false);
  expect(isNewlyReturned({ returnedAt: null })).toBe(false);
});
