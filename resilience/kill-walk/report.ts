import type { Walked } from "./lanes.ts";
import { kinds } from "./scenes.ts";

/** How many points were walked, by workflow. */
export function report(walked: readonly Walked[]): string {
  const lines = kinds.map((kind) => {
    const ofKind = walked.filter((point) => point.kind === kind);
    const killed = ofKind.filter(({ killedAt }) => killedAt !== undefined);
    const messages = new Set(killed.map(({ at }) => at)).size;
    return `${kind}: ${messages} messages, ${killed.length} kills`;
  });
  return `Kill points walked: ${lines.join("; ")}`;
}
