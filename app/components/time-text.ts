const absolute = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** `23 Nov 2026, 14:05 UTC`: the server doesn't know the reader's zone, so it names its own. */
export function absoluteTime(at: Date): string {
  return `${absolute.format(at)} UTC`;
}

const steps = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** `5 minutes ago`, `in 2 hours`, in the largest unit that is full; below a minute: `just now`, `in a moment`. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  if (step === undefined) return seconds > 0 ? "in a moment" : "just now";
  return relative.format(Math.trunc(seconds / step.seconds), step.unit);
}

/** `350 ms`, `3.2 s`, `2 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A configured interval: `30 minutes`, `1 hour`, `1 hour 30 minutes`, `45 seconds`. */
export function intervalText(ms: number): string {
  let rest = Math.round(ms / 1000);
  const parts: string[] = [];
  for (const { unit, seconds } of [...steps, { unit: "second", seconds: 1 }]) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.join(" ");
}
