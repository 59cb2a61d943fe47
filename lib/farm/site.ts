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

/** An older farm says `inactive` for archived. A status that nobody knows is an error, never a guess. */
const status = z
  .enum(["active", "readonly", "archived", "inactive"])
  .transform((value) => (value === "inactive" ? "archived" : value));

/** Known fields alone; what an older farm doesn't count is nothing. */
export const farmSite = z
  .object({
    name: z.string().min(1).pipe(farmText),
    owner: siteOwner,
    status,
    pages: z.int().nonnegative(),
    storageBytes: z.int().nonnegative().default(0),
    lastModified: z.iso.datetime().nullable().default(null),
  })
  .transform(({ name, ...rest }): FarmSite => ({ domain: name, ...rest }));

export const farmSites = z.array(farmSite);

/** Whether sites are that but for a status that nobody knows: then asking again would bring the same. */
export function isStatusAlone({ issues }: z.ZodError<FarmSite[]>): boolean {
  return issues.every(({ path }) => path[1] === "status");
}
