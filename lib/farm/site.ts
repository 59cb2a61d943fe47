import { z } from "zod";
import { type SiteOwner, siteOwner } from "./owner.ts";
import { farmText } from "./text.ts";

/** A site as FarmManager describes it, in our words. */
export interface FarmSite {
  domain: string;
  owner: SiteOwner;
  status: "active" | "readonly" | "archived";
  pages: number;
  storageBytes: number;
  /** Of its newest file, ISO 8601; null when it has none. */
  lastModified: string | null;
}

/** A site in the farm's own words. Known fields alone; what an older farm doesn't count is nothing. */
const described = z.object({
  name: z.string().min(1),
  owner: z.unknown().optional(),
  // An older farm says `inactive` for archived. A status that nobody knows is an error, never a guess.
  status: z.enum(["active", "readonly", "archived", "inactive"]),
  pages: z.int().nonnegative(),
  storageBytes: z.int().nonnegative().default(0),
  lastModified: z.iso.datetime().nullable().default(null),
});

function siteOf({ name, owner, status, ...facts }: z.infer<typeof described>): FarmSite {
  return {
    domain: farmText(name),
    owner: siteOwner(owner),
    status: status === "inactive" ? "archived" : status,
    ...facts,
  };
}

export const farmSite = described.transform(siteOf);

export const farmSites = z.array(described).transform((sites) => sites.map(siteOf));

/** Whether sites are that but for a status that nobody knows: then asking again would bring the same. */
export function isStatusAlone({ issues }: z.ZodError<FarmSite[]>): boolean {
  return issues.every(({ path }) => path[1] === "status");
}
