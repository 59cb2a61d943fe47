import { killedMessages } from "./expect-walked.ts";
import type { Walked } from "./lanes.ts";
import { kinds } from "./scenes.ts";

/** How many points were walked, by workflow. */
export function report(walked: readonly Walked[]): string {
  const lines = kinds.map((kind) => {
    const killed = walked.filter((point) => point.kind === kind && point.killedAt !== undefined);
    return `${kind}: ${killedMessages(walked, kind)} messages, ${killed.length} kills`;
  });
  return `Kill points walked: ${lines.join("; ")}`;
}
