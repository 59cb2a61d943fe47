import { domainToASCII } from "node:url";
import { badCharacter } from "./characters.ts";
import { hasCanonicalShape } from "./shape.ts";

/**
 * Names in which nothing has to be looked up, as nearly all are: small letters, digits, and hyphens where they may stand,
 * and an end that can't be a number. A sync looks at each name of the farm, and this takes a tenth of the whole way.
 */
const plain =
  /^(?!www\.)(?:(?!..--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?!..--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const plainLength = 253;

/** Whether a name that exists already, on the farm or in a database, is spelled as `canonicalDomain` would. */
export function isCanonical(domain: string): boolean {
  return (domain.length <= plainLength && plain.test(domain)) || canonicalSpelling(domain) === domain;
}

/** How a whole host name is spelled; undefined when it can't be a wiki's. */
export function canonicalSpelling(domain: string): string | undefined {
  if (badCharacter(domain) !== undefined) return undefined;
  const spelling = domainToASCII(domain);
  return hasCanonicalShape(spelling) ? spelling : undefined;
}
