import type { Usage } from "#lib/sites/queries.ts";

export function usageText({ used, quota }: Usage): string {
  return `${used} of ${quota} wikis used`;
}
