import type { Usage } from "#lib/sites/queries.ts";

export function usageText({ used, quota }: Usage): string {
  return `${used} of ${quota} wikis used`;
}

/** What somebody may wonder who has more than they may; nothing was taken from them. */
export function overQuotaText({ used, quota }: Usage): string | undefined {
  if (used <= quota) return undefined;
  return quota === 0
    ? "You can't create any at present."
    : `You can create one again when you have fewer than ${quota}.`;
}
