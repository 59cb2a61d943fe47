import { setTimeout as delay } from "node:timers/promises";
import type { Lane } from "../lane.ts";

const OUTAGE_MS = 20_000;

/** A call of one of the database's functions that an outage meets, by the first text that tells it from others. */
export interface Met {
  call: string;
  /** Of its parameters: the wiki or the operation that it is about. Undefined: any. */
  about: () => string | undefined;
}

/**
 * Holds each of these calls at the door until all are there, and then lets the database refuse them, and everything
 * else, for 20 seconds.
 * @param begin has the calls made
 */
export async function outageAt<T>(lane: Lane, calls: readonly Met[], begin: () => Promise<T>): Promise<T> {
  const held = new Set<Met>();
  const allHeld = Promise.withResolvers<void>();
  const outage = Promise.withResolvers<"cut">();
  lane.databaseProxy.onMessage(({ direction, text }) => {
    const met = calls.find(
      (each) =>
        direction === "request" &&
        !held.has(each) &&
        text.includes(`${each.call}(`) &&
        text.includes(each.about() ?? ""),
    );
    if (met === undefined) return "pass";
    held.add(met);
    if (held.size === calls.length) allHeld.resolve();
    return outage.promise;
  });
  const begun = await begin();
  await allHeld.promise;
  lane.databaseProxy.refuse();
  outage.resolve("cut");
  await delay(OUTAGE_MS);
  lane.databaseProxy.onMessage(undefined);
  lane.databaseProxy.pass();
  return begun;
}
