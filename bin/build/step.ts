/** Says what a step does and how long it took. */
export async function step<T>(title: string, run: () => Promise<T>): Promise<T> {
  process.stdout.write(`${title} … `);
  const startedAt = performance.now();
  const result = await run();
  process.stdout.write(`${seconds(performance.now() - startedAt)}\n`);
  return result;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
