import type { Kind } from "./scenes.ts";
import { type Point, variants } from "./walk.ts";

/** Every point of an operation with that many messages, with every variant. */
export function everyPoint(kind: Kind, messages: number): Point[] {
  return Array.from({ length: messages }, (_, index) =>
    variants.map((variant) => ({ kind, at: index + 1, variant })),
  ).flat();
}

/**
 * So many points, evenly spread from the first message to the last. Requests and their answers alternate, and either
 * side has the variants take turns of its own: the answers two further, so that few messages meet all of them too.
 */
export function spreadPoints(kind: Kind, messages: number, wanted: number): Point[] {
  const count = Math.min(wanted, messages);
  const step = count === 1 ? 0 : (messages - 1) / (count - 1);
  const spread = Array.from({ length: count }, (_, index) => 1 + Math.round(index * step));
  return spread.map((at, index) => {
    const turn = spread.slice(0, index).filter((other) => other % 2 === at % 2).length;
    const further = at % 2 === 0 ? 2 : 0;
    return { kind, at, variant: variants[(turn + further) % variants.length] ?? "nothing" };
  });
}
