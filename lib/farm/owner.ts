import { z } from "zod";
import type { FarmMarker } from "#lib/contracts/owner.ts";
import { farmText } from "./text.ts";

/** Who owns a site, as the farm tells it. Owner files may hold anything, secrets too: nothing else is kept. */
export interface SiteOwner {
  /** `Unknown` when the farm couldn't read one, or the site has none. */
  name: string;
  /** `oauth2.id`; sites of other times and providers have none. */
  subject?: string | undefined;
  /** Which console and operation made the site; ours alone have one. */
  marker?: FarmMarker | undefined;
}

export const UNKNOWN_OWNER = "Unknown";

/** Of an owner that isn't an object, or has no name: the farm says `Unknown` of these as well, but they own the site. */
const NAMELESS_OWNER = "somebody without a name";

const id = z.union([farmText, z.number()]).transform(String);

/** People write owner files by hand: a part that isn't as expected is as good as none. */
export const siteOwner = z
  .looseObject({
    name: farmText.catch(UNKNOWN_OWNER),
    oauth2: z.object({ id }).optional().catch(undefined),
    memberConsole: z.object({ console: farmText, operation: farmText }).optional().catch(undefined),
  })
  .catch({ name: UNKNOWN_OWNER })
  .transform(
    ({ name, oauth2, memberConsole, ...others }): SiteOwner => ({
      name: name === UNKNOWN_OWNER && Object.keys(others).length > 0 ? NAMELESS_OWNER : name,
      ...(oauth2 && { subject: oauth2.id }),
      ...(memberConsole && { marker: memberConsole }),
    }),
  );
