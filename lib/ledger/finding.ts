import type { FarmSite } from "#lib/farm/site.ts";
import { json } from "./answer.ts";
import { siteFacts } from "./facts.ts";

/** What the farm said when it was asked how an operation ended; `silent`: it gave no answer that counts. */
export type Finding = FarmSite | "absent" | "silent";

/** As the ledger's functions take it: SQL NULL for silence, JSON null for no such site. */
export function findingJson(finding: Finding): string | null {
  return finding === "silent" ? null : json(finding === "absent" ? null : siteFacts(finding));
}
