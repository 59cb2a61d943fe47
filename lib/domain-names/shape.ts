/** Labels and lengths of a host name, and the few names that are host names but can't be a wiki's. */
import { domainToASCII, domainToUnicode } from "node:url";
import { badlyMapped, unacceptable } from "./unacceptable.ts";

const longestDomain = 253;
const longestLabel = 63;

/** A sentence about `domain`, the ASCII form of what was typed; empty when there is none. */
export function badShape(typed: string, domain: string): string | undefined {
  if (typed.startsWith(".")) return "A name can't begin with a dot.";
  if (typed.endsWith(".")) return "Leave out the dot at the end.";
  if (typed.includes("..")) return "Two dots can't follow each other.";
  if (isAddress(typed, domain)) return "That is a number or an IP address; a wiki needs a name.";
  if (domain === "") return unacceptable(typed);
  if (domain.length > longestDomain) return tooLong("a whole address", longestDomain, typed, domain);
  const typedLabels = typed.split(".");
  for (const [index, label] of domain.split(".").entries()) {
    const reason = badLabel(label, typedLabels[index] ?? label);
    if (reason !== undefined) return reason;
  }
  return domain.startsWith("www.")
    ? 'Leave out "www.": the farm takes it away from every address.'
    : undefined;
}

export function hasCanonicalShape(domain: string): boolean {
  return badShape(domain, domain) === undefined;
}

function badLabel(label: string, typed: string): string | undefined {
  if (label.length > longestLabel) return tooLong("a name", longestLabel, typed, label);
  if (label.startsWith("-") || label.endsWith("-")) return "A name can't begin or end with a hyphen.";
  if (!/^[a-z0-9-]+$/.test(label)) return badlyMapped(typed);
  const isEncoded = label.startsWith("xn--");
  if (label.slice(2, 4) === "--" && !isEncoded) return "Two hyphens can't stand in third and fourth place.";
  // Encoded by hand, it must be what its letters give.
  return isEncoded && domainToASCII(domainToUnicode(label)) !== label
    ? `"${typed}" isn't a name that browsers accept: they write its letters in another way.`
    : undefined;
}

/** Letters beyond a to z count as what browsers encode them in. */
function tooLong(what: string, limit: number, typed: string, encoded: string): string {
  const as = typed.length === encoded.length ? "" : " as browsers write it";
  return `That is too long: ${what} may have ${limit} characters, and this has ${encoded.length}${as}.`;
}

/** Browsers take a name for an IPv4 address as soon as its last label is a number. */
function isAddress(typed: string, domain: string): boolean {
  return /(^|\.)(\d+|0x[0-9a-f]*)$/i.test(domain === "" ? typed.normalize("NFKC") : domain);
}
