import { assertPortFree } from "#lib/process/ports.ts";
import { BLOCK_SIZE, claimBlock } from "./port-block.ts";

/** A stack takes `port` and the five after it. */
const stackSize = 6;

let next = 0;
/** After the last one of the block. */
let end = 0;

/**
 * At most 31 ports in a row that nobody listened on a moment ago, never the same twice, nor any that another process
 * of any test run has got. No connection takes one before its server listens.
 */
export async function freePorts(count: number): Promise<number[]> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (next + count > end) {
      const guard = await claimBlock();
      next = guard + 1;
      end = guard + BLOCK_SIZE;
    }
    const first = next;
    next += count;
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const checks = ports.map((port) => assertPortFree(port, "a test's server", "stop it"));
    const results = await Promise.allSettled(checks);
    if (results.every(({ status }) => status === "fulfilled")) return ports;
  }
  throw new Error(`no ${count} free ports in a row were found`);
}

/** One port, as `freePorts`. */
export function freePort(): Promise<number> {
  return firstOf(1);
}

/** The first port of a whole stack's, as `freePorts`. */
export function freePortBlock(): Promise<number> {
  return firstOf(stackSize);
}

async function firstOf(count: number): Promise<number> {
  const [port] = await freePorts(count);
  if (port === undefined) throw new Error("no port");
  return port;
}
