import { expect, it } from "vitest";
import { overQuotaText, usageText } from "./usage-text.ts";

it("says how many are used, and when one more can be created for who has more than they may", () => {
  expect(usageText({ used: 12, quota: 3 })).toBe("12 of 3 wikis used");
  expect(overQuotaText({ used: 12, quota: 3 })).toBe("You can create one again when you have fewer than 3.");
  expect(overQuotaText({ used: 3, quota: 3 })).toBeUndefined();
  expect(overQuotaText({ used: 1, quota: 0 })).toBe("You can't create any at present.");
});
