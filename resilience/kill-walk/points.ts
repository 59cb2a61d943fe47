import type { Kind } from "./scenes.ts";
import { type Point, variants } from "./walk.ts";

/** Every point of an operation with that many messages, with every variant. */
export function everyPoint(kind: Kind, messages: number): Point[] {
  return Array.from({ length: messages }, (_, index) =>
    variants.map((variant) => ({ kind, at: index + 1, variant })),
  ).flat();
}

/** So many points, evenly spread from the first message to the last, the variants taking turns. */
export function spreadPoints(kind: Kind, messages: number, wanted: number): Point[] {
  const count = Math.min(wanted, messages);
  const step = count === 1 ? 0 : (messages - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => ({
    kind,
    at: 1 + Math.round(index * step),
    variant: variants[index % variants.length] ?? "nothing",
  }));
}
