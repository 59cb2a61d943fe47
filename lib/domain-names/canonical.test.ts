import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalSpelling, isCanonical } from "./canonical.ts";

test("a name that looks plain is its own spelling, and no other name is taken for it", () => {
  const part = fc.constantFrom(
    ..."a z9 0 127 0x1f 0x x xn-- www www. - -- . .. A ü _ ﬁ".split(" "),
    "a".repeat(31),
    "b".repeat(62),
    `${"c".repeat(63)}.`,
  );
  const name = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(name, (domain) => {
      expect(isCanonical(domain)).toBe(canonicalSpelling(domain) === domain);
    }),
    { numRuns: 20_000 },
  );
});
