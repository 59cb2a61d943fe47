/** Does it for each item, in their order, `atOnce` of them side by side. */
export async function aFewAtOnce<T>(
  atOnce: number,
  items: readonly T[],
  act: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  async function oneByOne(): Promise<void> {
    for (const item of waiting) await act(item);
  }
  await Promise.all(Array.from({ length: atOnce }, oneByOne));
}
