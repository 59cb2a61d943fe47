/**
 * Text from the farm's files, which may hold what PostgreSQL refuses in jsonb: U+0000 and halves of surrogate pairs.
 * Each becomes U+FFFD, so that one broken file doesn't fail the sync of all wikis.
 */
export function farmText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
