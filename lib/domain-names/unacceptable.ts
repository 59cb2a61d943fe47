/** Why browsers make no host name of letters that a person may type, part by part of the name. */
import { domainToASCII } from "node:url";
import { problemWith } from "./characters.ts";

/** A sentence about the first part of `typed` that browsers don't accept, or about the whole. */
export function unacceptable(typed: string): string {
  for (const label of typed.split(".")) {
    const reason = badPart(label);
    if (reason !== undefined) return reason;
  }
  return [...typed].some(isFromRightToLeft) ? wrongDirections(typed) : notAccepted(typed);
}

/** The first character that browsers turn into something that can't stand in a name, such as `⑴` into `(1)`. */
export function badlyMapped(typed: string): string {
  const bad = [...typed].find((character) => /[^a-z0-9.-]/.test(domainToASCII(`a${character}`)));
  return bad === undefined ? notAccepted(typed) : problemWith(bad);
}

function badPart(label: string): string | undefined {
  if (isAccepted(label)) return undefined;
  if (/^xn--/i.test(label))
    return `"${label}" isn't a name that browsers accept: after "xn--" they expect letters in their own encoding.`;
  if (/^\p{M}/u.test(label))
    return `"${label}" begins with a mark that belongs to the letter before it, and there is none.`;
  const bad = [...label].find((character) => !isAccepted(character) && !isAccepted(`a${character}`));
  if (bad !== undefined) return problemWith(bad);
  return [...label].some(isFromRightToLeft) ? wrongDirections(label) : notAccepted(label);
}

function notAccepted(text: string): string {
  return `"${text}" isn't a name that browsers accept. Use letters, digits and hyphens.`;
}

function wrongDirections(text: string): string {
  return `"${text}" mixes letters that are written from right to left with others, in an order that browsers don't accept.`;
}

function isAccepted(text: string): boolean {
  return text === "" || domainToASCII(text) !== "";
}

/** Such a letter can't stand between two that are written from left to right, though it can stand alone. */
function isFromRightToLeft(character: string): boolean {
  return isAccepted(character) && !isAccepted(`a${character}b`);
}
