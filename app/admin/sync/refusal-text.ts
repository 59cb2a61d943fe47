import type { SyncRun } from "#lib/generated/prisma/client.ts";

/** How many changes a guard refused, of how many sites, and how many it would have let pass. */
export function refusalFigures({
  refused,
  refusedBy,
  refusedLimit,
  sitesFound,
}: Pick<SyncRun, "refused" | "refusedBy" | "refusedLimit" | "sitesFound">): string {
  const limit = refusedLimit === null ? "" : ` At most ${refusedLimit} are let through.`;
  return `${whatOf(refusedBy)}: ${refused}. Sites on the farm: ${sitesFound}.${limit}`;
}

function whatOf(refusedBy: string | null): string {
  switch (refusedBy) {
    case "removals":
      return "Wikis that would have gone";
    case "allMissing":
      return "Wikis missing, which is all of them";
    case "returned":
      return "Deleted wikis that would have come back";
    case "ownersLost":
      return "Wikis whose owner the farm doesn't know any more";
    default:
      return "Refused changes";
  }
}
