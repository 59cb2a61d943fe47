/**
 * The kinds of value a key can have. Each takes what a flag or the environment give (text) and what YAML gives (text,
 * number, boolean, list); what it refuses is answered with the words that follow "must be".
 */
import { z } from "zod";
import { canonicalSpelling } from "../domain-names/canonical.ts";
import { parseDuration } from "./durations.ts";

function kind<T>(expected: string, parse: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context) => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue(expected);
    return z.NEVER;
  });
}

export const text = kind("a text", filledText);

export function matching(pattern: RegExp, expected: string) {
  return kind(expected, (value) => {
    const given = filledText(value);
    return given !== undefined && pattern.test(given) ? given : undefined;
  });
}

export function oneOf<const T extends string>(choices: readonly T[]) {
  return kind(`one of ${choices.join(", ")}`, (value) => choices.find((choice) => choice === value));
}

export function integer(from: number, to: number = Number.MAX_SAFE_INTEGER) {
  const range = to === Number.MAX_SAFE_INTEGER ? `${from} or more` : `from ${from} to ${to}`;
  return kind(`a whole number, ${range}`, (value) => {
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return typeof number === "number" && Number.isSafeInteger(number) && number >= from && number <= to
      ? number
      : undefined;
  });
}

/** A flag without a value means true. */
export const boolean = kind("true or false", (value) => {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
});

export function duration(fromMs: number, from: string) {
  return kind(`a duration such as 90s, 30m or 1h, at least ${from}`, (value) => {
    const milliseconds = typeof value === "string" ? parseDuration(value) : undefined;
    return milliseconds !== undefined && milliseconds >= fromMs ? milliseconds : undefined;
  });
}

export function url(protocols: readonly string[], expected: string) {
  return kind(expected, (value) => {
    const given = filledText(value);
    return given !== undefined && protocols.includes(parseUrl(given)?.protocol ?? "") ? given : undefined;
  });
}

/** Without a path, so that paths can be put behind it. */
export const origin = kind(
  "an http or https address without a path, such as https://example.org",
  (value) => {
    const parsed = parseUrl(filledText(value) ?? "");
    if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return undefined;
    return parsed.href === `${parsed.origin}/` ? parsed.origin : undefined;
  },
);

/** Comma-separated text, or a YAML list. */
export const list = kind("a list such as one,two", listed);

/** Host names, spelled as the names of wikis below them are. */
export const domains = kind(
  "a list of domains such as a.example.org,b.example.org, each a host name and nothing more",
  (value) => {
    const spelled = listed(value)?.map(canonicalSpelling);
    return spelled?.every((domain) => domain !== undefined) ? spelled : undefined;
  },
);

/** An address without a path in which `{domain}` stands for a wiki's host name. */
export const siteAddress = kind("an address with {domain} in it, such as https://{domain}", (value) => {
  const given = filledText(value);
  const parsed = parseUrl(given?.replace("{domain}", exampleDomain) ?? "");
  const isAddress = /^https?:$/.test(parsed?.protocol ?? "") && parsed?.href === `${parsed?.origin}/`;
  return isAddress && parsed?.hostname.includes(exampleDomain) ? given?.replace(/\/$/, "") : undefined;
});

const exampleDomain = "wiki.example.org";

function listed(value: unknown): string[] | undefined {
  const items = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(items)) return undefined;
  const texts = items.map((item: unknown) => (typeof item === "string" ? item.trim() : ""));
  return texts.length > 0 && texts.every((item) => item !== "") ? texts : undefined;
}

/** Numbers are texts too: YAML reads `oidc-client-id: 1234` as one. */
function filledText(value: unknown): string | undefined {
  const given = typeof value === "number" ? String(value) : value;
  return typeof given === "string" && given.trim() !== "" ? given : undefined;
}

function parseUrl(given: string): URL | undefined {
  return URL.parse(given) ?? undefined;
}
