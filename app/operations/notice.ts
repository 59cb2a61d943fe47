import type { Operation } from "#lib/generated/prisma/client.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import type { Viewer } from "#lib/sites/queries.ts";
import { placeOf } from "./result.ts";

/**
 * What a page says after the redirect from a form: read from the ledger, of one's own operations alone (or as an
 * administrator), since what stands in an address could be anybody's text.
 * @param id the address's `operation`
 * @param place the page's path
 */
export async function readNotice(
  viewer: Viewer,
  id: string | string[] | undefined,
  place: string,
): Promise<string | undefined> {
  if (typeof id !== "string") return undefined;
  const operation = await visibleOperation(viewer, id);
  if (operation?.state !== "done" || placeOf(operation) !== place) return undefined;
  return operation.message ?? doneSentence(operation);
}

function doneSentence({ kind, domain }: Operation): string {
  switch (kind) {
    case "create":
      return `${domain} is made and yours.`;
    case "delete":
      return `${domain} is deleted: its pages are hidden.`;
    case "restore":
      return `${domain} is back.`;
    case "sync":
      return "The sync is done.";
    case "preview":
      return "Here is what a sync would change.";
    default:
      return kind satisfies never;
  }
}
