/** What was measured of many runs of one thing, in milliseconds. */
export interface Spread {
  runs: number;
  p50Ms: number;
  p95Ms: number;
}

export function spreadOf(timesMs: number[]): Spread {
  return { runs: timesMs.length, p50Ms: quantile(timesMs, 0.5), p95Ms: quantile(timesMs, 0.95) };
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that is at least as large as that share of all. */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** How many a second end when `width` are always under way. */
export async function throughput(total: number, width: number, run: () => Promise<unknown>): Promise<number> {
  let left = total;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  const elapsedMs = await timed(() => Promise.all(Array.from({ length: width }, lane)));
  return total / (elapsedMs / 1000);
}
