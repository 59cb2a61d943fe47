/** As long as its owner may not know yet; a wiki that has been live for longer is one like any other. */
const NEWS_MS = 30 * 24 * 60 * 60 * 1000;

/** Whether people are still told that the wiki was deleted and came back by itself. */
export function isNewlyReturned<T extends { returnedAt: Date | null }>(
  site: T,
): site is T & { returnedAt: Date } {
  return site.returnedAt !== null && Date.now() - site.returnedAt.getTime() < NEWS_MS;
}
