/** Go's durations, as the seed writes them: `90s`, `30m`, `1h`, `1h30m`, `1.5s`, `250ms`. */

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const nanosecond = 1e-6;
type Unit = keyof typeof unitMs;

const part = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/** Milliseconds, or undefined when the text isn't such a duration. */
export function parseDuration(text: string): number | undefined {
  const parts = [...text.matchAll(part)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text) return undefined;
  const total = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (isUnit(unit) ? unitMs[unit] : 0),
    0,
  );
  // Fractions are sums of floats: 1.1h is 3960000.0000000005. Go counts no less than a nanosecond.
  const whole = Math.round(total);
  return Number.isSafeInteger(whole) && Math.abs(total - whole) < nanosecond ? whole : undefined;
}

/** The shortest way to write it: 90000 is `1m30s`. */
export function formatDuration(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (const unit of ["h", "m", "s", "ms"] as const) {
    const amount = Math.floor(rest / unitMs[unit]);
    rest -= amount * unitMs[unit];
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text === "" ? "0s" : text;
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && Object.hasOwn(unitMs, text);
}
