import { messages } from "#lib/contracts/messages.ts";
import type { Operation } from "#lib/generated/prisma/client.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import { hasSite, type QuietSite, quietSite, type Viewer } from "#lib/sites/queries.ts";
import { placeOf } from "./result.ts";

/**
 * What a page says after the redirect from a form: read from the ledger, of one's own operations alone (or as an
 * administrator), since what stands in an address could be anybody's text. Only while it is so: the address stays with
 * whoever reloads the page or comes back to it.
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
  return doneSentence(operation);
}

async function doneSentence({ kind, domain, siteId, message }: Operation): Promise<string | undefined> {
  switch (kind) {
    case "create":
    case "restore": {
      const site = await quietSite(siteId);
      if (site === null) return undefined;
      return stillTrue(message, site) ?? (kind === "create" ? `${domain} is made.` : `${domain} is back.`);
    }
    case "delete":
      return (await hasSite(domain)) ? undefined : `${domain} is deleted.`;
    case "sync":
      return message ?? "The sync is done.";
    case "preview":
      return message ?? "Here is what a sync would change.";
    default:
      return kind satisfies never;
  }
}

/** What was recorded of a wiki, or as much of it as is still true. */
function stillTrue(message: string | null, { securedAt, probeDue }: QuietSite): string | undefined {
  switch (message) {
    case messages.adopted:
      return message;
    case messages.adoptedAndSecured:
      return securedAt === null ? messages.adopted : message;
    case messages.beingSecured:
    case messages.restoredAndSecured:
      return securedAt === null ? undefined : message;
    case messages.createdSlowly:
    case messages.restoredSlowly:
      return probeDue === null ? undefined : message;
    default:
      return undefined;
  }
}
