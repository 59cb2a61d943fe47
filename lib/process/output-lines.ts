import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Readable } from "node:stream";

/** How much of a log's end is read to find its last line, in bytes; a Go program's trace is some thousands. */
const tailBytes = 65_536;

/** Calls `onLine` for each line that one of the streams carries, without its line break. */
export function forEachLine(streams: (Readable | null)[], onLine: (line: string) => void): void {
  for (const stream of streams) {
    if (stream === null) continue;
    let rest = "";
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
    stream.on("end", () => {
      if (rest !== "") onLine(rest);
    });
  }
}

/** Whether a line is what went wrong, rather than the trace or the farewell after it. */
export function isComplaint(line: string): boolean {
  return /^(?=\S).*(error|fatal|panic)/i.test(line);
}

/**
 * What a program complained of last, in a log file after byte `from`: its last line that names an error, else
 * its last line, or "" when there is none.
 */
export function lastComplaint(file: string, from: number): string {
  const descriptor = openSync(file, "r");
  try {
    const size = fstatSync(descriptor).size;
    const start = Math.max(from, size - tailBytes);
    const tail = Buffer.alloc(Math.max(0, size - start));
    readSync(descriptor, tail, 0, tail.length, start);
    const lines = tail.toString("utf8").trimEnd().split("\n");
    return lines.findLast(isComplaint) ?? lines.at(-1) ?? "";
  } finally {
    closeSync(descriptor);
  }
}
