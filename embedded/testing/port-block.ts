import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below what systems hand out by themselves (Linux: `net.ipv4.ip_local_port_range`, from 32768). */
const lowest = 20_000;
const blocks = 375;

/** Ports of a block, with the first one, which says whose it is. */
export const BLOCK_SIZE = 32;

/**
 * Claims a block of ports for as long as this process lives, by listening on its first port.
 * @param from the block to try first, before the ones after it
 * @returns the first port of the first block that nobody has
 */
export async function claimBlock(from = randomInt(blocks) * BLOCK_SIZE + lowest): Promise<number> {
  for (let tried = 0; tried < blocks; tried += 1) {
    const port = lowest + ((from - lowest + tried * BLOCK_SIZE) % (blocks * BLOCK_SIZE));
    if (await listensOn(port)) return port;
  }
  throw new Error("every block of ports is claimed by a running test");
}

/** The process doesn't stay alive for it. */
function listensOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const guard = createServer().unref();
    guard.once("error", () => resolve(false));
    guard.listen(port, "127.0.0.1", () => resolve(true));
  });
}
