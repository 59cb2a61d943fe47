import type { ReactNode } from "react";

/** `calm`: as it should be; `busy`: something is being done; `warn`: somebody should look. */
export type BadgeTone = "calm" | "busy" | "warn";

const tones: Record<BadgeTone, string> = {
  calm: "bg-calm text-ink",
  busy: "border border-control text-ink",
  warn: "bg-danger-calm text-danger",
};

/** A state in a word or two; the word says it, the colour only helps. */
export function Badge({ tone = "calm", children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={`inline-block rounded-full px-2.5 py-0.5 text-sm ${tones[tone]}`}>{children}</span>;
}
