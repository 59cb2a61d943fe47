import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayPortions } from "./array-portions.ts";

async function* inChunks(text: string, length: number): AsyncGenerator<string, void> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}

async function read(text: string, { chunk = 3, portion = 5 } = {}): Promise<unknown> {
  const portions: unknown[][] = [];
  try {
    for await (const elements of arrayPortions(inChunks(text, chunk), portion)) portions.push(elements);
  } catch (error) {
    if (error instanceof SyntaxError) return "no array";
    throw error;
  }
  return portions.flat();
}

function asWhole(text: string): unknown {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : "no array";
  } catch {
    return "no array";
  }
}

const sizes = fc.record({ chunk: fc.integer({ min: 1, max: 9 }), portion: fc.integer({ min: 1, max: 40 }) });

test("an array is read as JSON.parse reads it, however its text is cut", async () => {
  const text = fc
    .tuple(fc.array(fc.jsonValue()), fc.nat(2))
    .map(([all, indent]) => JSON.stringify(all, null, indent));
  await fc.assert(
    fc.asyncProperty(text, sizes, async (array, size) => {
      expect(await read(array, size)).toEqual(JSON.parse(array));
    }),
    { numRuns: 500 },
  );
});

test("whatever stands between brackets, commas and quotes: it is an array when it is one to JSON.parse", async () => {
  const token = fc.constantFrom(
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"',
    "\\",
    '"a"',
    '"a":1',
    "1",
    "null",
    " ",
    "\n",
    "[1,2]",
  );
  const inside = fc.array(token, { maxLength: 6 }).map((tokens) => `[${tokens.join("")}]`);
  const anything = fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join(""));
  await fc.assert(
    fc.asyncProperty(fc.oneof(inside, anything), sizes, async (text, size) => {
      expect(await read(text, size)).toEqual(asWhole(text));
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  "",
  " ",
  "[",
  "[]]",
  "[}",
  "[,]",
  "[,1]",
  "[1,]",
  "[1,,2]",
  "[1}",
  "[{]}",
  "[1]x",
  "x[1]",
  "[1][2]",
  "null",
  "\uFEFF[]",
])("%j is no array", async (text) => {
  expect(asWhole(text)).toBe("no array");
  for (const portion of [1, 2, 100]) expect(await read(text, { chunk: 1, portion })).toBe("no array");
});

test("no more than a portion and a chunk is handed over at once, nor read ahead", async () => {
  const elements = Array.from({ length: 1_000 }, (_, index) => index + 1_000);
  let given = 0;
  let taken = 0;
  async function* counted() {
    for await (const chunk of inChunks(JSON.stringify(elements), 50)) {
      given += chunk.length;
      yield chunk;
    }
  }
  for await (const portion of arrayPortions(counted(), 100)) {
    taken += JSON.stringify(portion).length - 1;
    expect(given - taken).toBeLessThan(100);
    expect(portion.length).toBeLessThanOrEqual(30);
  }
});
