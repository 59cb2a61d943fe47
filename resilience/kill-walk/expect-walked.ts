import { expect } from "vitest";
import type { Walked } from "./lanes.ts";
import { type Kind, kinds } from "./scenes.ts";

/**
 * Expects that nothing was wrong at any point, and that a worker was killed at so many different messages of each kind
 * at least: a point whose operation ended before its kill isn't one, so that a walk of nothing fails.
 */
export function expectWalked(walked: readonly Walked[], atLeast: Record<Kind, number>): void {
  expect(walked.filter(({ failure }) => failure !== undefined)).toEqual([]);
  for (const kind of kinds) {
    expect(killedMessages(walked, kind), `messages of a ${kind}`).toBeGreaterThanOrEqual(atLeast[kind]);
  }
}

/** At how many different messages of that kind of operation a worker was killed. */
export function killedMessages(walked: readonly Walked[], kind: Kind): number {
  const killed = walked.filter((point) => point.kind === kind && point.killedAt !== undefined);
  return new Set(killed.map(({ at }) => at)).size;
}
