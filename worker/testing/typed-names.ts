import fc from "fast-check";

/** What the farm would take for a path, a query, another site or another host. */
const nasty = fc.constantFrom(
  "../",
  "%2f",
  "%00",
  "\u0000",
  "?hard=true",
  "#",
  "\\",
  "@",
  ":80",
  "[::1]",
  "10.0.0.1",
  ".",
  "..",
  "www.",
  "xn--",
  "-",
  " ",
  "\u200b",
);

/** What people type as the name of a wiki. */
const plain = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);
const word = fc.oneof(plain, fc.constantFrom("notes", "Notes", "É", "ß", "ａ", "bücher", "日本語", "אב"));

/** Texts for the field of a name: half of them are names, or nearly so. */
export const typedName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 2, arbitrary: fc.tuple(word, word).map((words) => words.join("-")) },
  { weight: 2, arbitrary: word.map((name) => `${name}.localhost`) },
  { weight: 2, arbitrary: fc.domain() },
  { weight: 1, arbitrary: fc.webUrl() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme" }) },
  {
    weight: 1,
    arbitrary: fc.string({ minLength: 60, maxLength: 300, unit: fc.constantFrom("a", "é", ".") }),
  },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(nasty, word, fc.string({ unit: "grapheme", maxLength: 3 })), { maxLength: 6 })
      .map((parts) => parts.join("")),
  },
);
