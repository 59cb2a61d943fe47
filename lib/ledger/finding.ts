import type { FarmSite } from "#lib/farm/site.ts";
import { json } from "./answer.ts";
import { siteFacts } from "./facts.ts";

/** A site whose running self was looked at. */
export interface SecuredSite {
  site: FarmSite;
  /** It had to be made read-only, since it runs without its owner. */
  secured: boolean;
  /** It gave no answer that counts, and is to be asked again. */
  silent: boolean;
  /** What the member should know besides that the wiki is there. */
  message: string | null;
}

/** What the farm said when it was asked how an operation ended; `silent`: it gave no answer that counts. */
export type Finding = FarmSite | SecuredSite | "absent" | "silent";

/** As the ledger's functions take it: SQL NULL for silence, JSON null for no such site. */
export function findingJson(finding: Finding): string | null {
  if (finding === "silent") return null;
  if (finding === "absent") return json(null);
  return json("site" in finding ? securedFacts(finding) : siteFacts(finding));
}

export function securedFacts({ site, secured, silent, message }: SecuredSite): object {
  return { ...siteFacts(site), secured, silent, message };
}
