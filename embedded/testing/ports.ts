import { randomInt } from "node:crypto";
import { assertPortFree } from "#lib/process/ports.ts";

/** Below what systems hand out by themselves (Linux: `net.ipv4.ip_local_port_range`, from 32768). */
const lowest = 20_000;
const highest = 32_000;

/** A stack takes `port` and the five after it. */
const blockSize = 6;

let next = randomInt(lowest, highest);

/**
 * Ports in a row that nobody listened on a moment ago, never the same twice in a process. No connection
 * takes one before its server listens.
 */
export async function freePorts(count: number): Promise<number[]> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (next + count > highest) next = lowest;
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
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error("no port");
  return port;
}

/** The first port of a whole stack's, as `freePorts`. */
export async function freePortBlock(): Promise<number> {
  const [port] = await freePorts(blockSize);
  if (port === undefined) throw new Error("no port");
  return port;
}
