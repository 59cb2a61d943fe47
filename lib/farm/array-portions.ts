/** Some hundred sites: few statements, and little that waits for the garbage collector. */
const PORTION_LENGTH = 64 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The elements of the JSON array whose text comes in `chunks`, in portions, so that no more of it than that is in
 * memory at once. Looks for the commas between elements alone and leaves each portion to JSON.parse, so that what isn't
 * JSON is told by that. Throws SyntaxError, at the latest at the end, for a text that isn't one array and nothing more.
 */
export async function* arrayPortions(
  chunks: AsyncIterable<string>,
  portionLength = PORTION_LENGTH,
): AsyncGenerator<unknown[], void> {
  const cutter = new ArrayCutter();
  for await (const chunk of chunks) {
    cutter.add(chunk);
    if (cutter.waiting >= portionLength) {
      const portion = cutter.cut();
      if (portion !== undefined) yield portion;
    }
  }
  const rest = cutter.end();
  if (rest.length > 0) yield rest;
}

class ArrayCutter {
  /** What was added and isn't cut off yet, without the array's own brackets. */
  #text = "";
  /** In that: the last comma between two elements. */
  #comma: number | undefined;
  #place: "before" | "inside" | "behind" = "before";
  /** Of the brackets that are open inside the array. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isFirst = true;

  get waiting(): number {
    return this.#text.length;
  }

  add(chunk: string): void {
    // Where the array's text begins and ends in this chunk.
    let from = this.#place === "inside" ? 0 : chunk.length;
    let to = chunk.length;
    for (let index = 0; index < chunk.length; index += 1) {
      const code = chunk.charCodeAt(index);
      if (this.#place === "inside") {
        if (this.#inString) this.#stepInString(code);
        else if (code === COMMA && this.#depth === 0) this.#comma = this.#text.length + index - from;
        else if (this.#step(code) < 0) {
          if (code !== CLOSING_BRACKET) throw new SyntaxError("the array isn't closed by its bracket");
          this.#place = "behind";
          to = index;
        }
      } else if (this.#place === "before" && code === OPENING_BRACKET) {
        this.#place = "inside";
        from = index + 1;
      } else if (!SPACES.has(code)) {
        throw new SyntaxError(`something stands ${this.#place} the array`);
      }
    }
    this.#text += chunk.slice(from, to);
  }

  /** The whole elements that wait; undefined when there is none. */
  cut(): unknown[] | undefined {
    if (this.#comma === undefined) return undefined;
    const portion = this.#parse(this.#text.slice(0, this.#comma));
    this.#text = this.#text.slice(this.#comma + 1);
    this.#comma = undefined;
    this.#isFirst = false;
    return portion;
  }

  /** All that still waits. */
  end(): unknown[] {
    if (this.#place !== "behind") throw new SyntaxError("the array has no end");
    // Only the first portion may be without elements, when it is all there is.
    return this.#isFirst ? parseArray(this.#text) : this.#parse(this.#text);
  }

  #parse(text: string): unknown[] {
    const elements = parseArray(text);
    if (elements.length === 0) throw new SyntaxError("the array lacks an element");
    return elements;
  }

  /** Returns how deep it is now. Whether the brackets match is left to JSON.parse. */
  #step(code: number): number {
    if (code === QUOTE) this.#inString = true;
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) this.#depth += 1;
    else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) this.#depth -= 1;
    return this.#depth;
  }

  #stepInString(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
  }
}

function parseArray(elements: string): unknown[] {
  const parsed: unknown = JSON.parse(`[${elements}]`);
  if (!Array.isArray(parsed)) throw new SyntaxError("no array");
  return parsed;
}
