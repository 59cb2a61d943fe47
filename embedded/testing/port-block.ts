import { randomInt } from "node:crypto";
import { assertPortFree } from "#lib/process/ports.ts";

/** A stack takes `port` and the five after it. */
const blockSize = 6;

/** The first of six free ports in a row, below the range that the system hands out by itself. */
export async function freePortBlock(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = randomInt(20_000, 32_000);
    const ports = Array.from({ length: blockSize }, (_, index) => first + index);
    const checks = ports.map((port) => assertPortFree(port, "a test's stack", "stop it"));
    const results = await Promise.allSettled(checks);
    if (results.every(({ status }) => status === "fulfilled")) return first;
  }
  throw new Error("no six free ports in a row were found");
}
