/** How something that the console depends on stands. */
export interface Standing {
  /** `ok`, or why not in a few words: no address and no secret, since anybody may read it. */
  says: string;
  /** How long it took to tell. */
  tookMs: number;
}

/** Of what answers 2 s at most; the rest is for getting the answer out. */
const TIMEOUT_MS = 1_500;

/**
 * Asks within a second and a half, whatever hangs. Never throws.
 * @param ask its result is what it says
 * @param explain why it threw, in a few words
 */
export async function standingOf(
  ask: () => Promise<string>,
  explain: (error: unknown) => string,
): Promise<Standing> {
  const startedAt = performance.now();
  const silence = Promise.withResolvers<string>();
  const timer = setTimeout(() => silence.resolve("doesn't answer"), TIMEOUT_MS);
  const says = await Promise.race([ask().catch(explain), silence.promise]);
  clearTimeout(timer);
  return { says, tookMs: performance.now() - startedAt };
}
