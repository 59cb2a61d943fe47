import { domainToASCII } from "node:url";
import { badCharacter } from "./characters.ts";
import { hasCanonicalShape } from "./shape.ts";

/** Whether a name that exists already, on the farm or in a database, is spelled as `canonicalDomain` would. */
export function isCanonical(domain: string): boolean {
  return canonicalSpelling(domain) === domain;
}

/** How a whole host name is spelled; undefined when it can't be a wiki's. */
export function canonicalSpelling(domain: string): string | undefined {
  if (badCharacter(domain) !== undefined) return undefined;
  const spelling = domainToASCII(domain);
  return hasCanonicalShape(spelling) ? spelling : undefined;
}
