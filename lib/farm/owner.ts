import { z } from "zod";
import type { FarmMarker } from "#lib/contracts/owner.ts";

/** Who owns a site, as the farm tells it. Owner files may hold anything, secrets too: nothing else is kept. */
export interface SiteOwner {
  /** `Unknown` when the farm couldn't read one. */
  name: string;
  /** `oauth2.id`; sites of other times and providers have none. */
  subject?: string | undefined;
  /** Which console and operation made the site; ours alone have one. */
  marker?: FarmMarker | undefined;
}

export const UNKNOWN_OWNER = "Unknown";

const id = z.union([z.string(), z.number()]).transform(String);

/** People write owner files by hand: a part that isn't as expected is as good as none. */
export const siteOwner = z
  .object({
    name: z.string().catch(UNKNOWN_OWNER),
    oauth2: z.object({ id }).optional().catch(undefined),
    memberConsole: z.object({ console: z.string(), operation: z.string() }).optional().catch(undefined),
  })
  .catch({ name: UNKNOWN_OWNER })
  .transform(
    ({ name, oauth2, memberConsole }): SiteOwner => ({
      name,
      ...(oauth2 && { subject: oauth2.id }),
      ...(memberConsole && { marker: memberConsole }),
    }),
  );
