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

/** Nobody is named at all, as sync_is_ownerless says it of a listing. */
export function isUnknown({ name, subject }: SiteOwner): boolean {
  return name === UNKNOWN_OWNER && subject === undefined;
}

const login = z.object({ id: z.union([z.string(), z.number()]) }).optional();
const marker = z.object({ console: z.string(), operation: z.string() }).optional();
const KNOWN: ReadonlySet<string> = new Set(["name", "oauth2", "memberConsole"]);

/**
 * Of what the farm shows as an owner. People write owner files by hand: a part that isn't as expected is as good as
 * none. By one schema for the whole it would take a large listing longer than all the rest of it (decision 095).
 */
export function siteOwner(described: unknown): SiteOwner {
  if (!isObject(described)) return { name: UNKNOWN_OWNER };
  const { oauth2, memberConsole } = described;
  const subject = login.safeParse(oauth2).data?.id;
  const made = marker.safeParse(memberConsole).data;
  return {
    name: nameOf(described),
    ...(subject !== undefined && { subject: farmText(String(subject)) }),
    ...(made && { marker: { console: farmText(made.console), operation: farmText(made.operation) } }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(owner: Record<string, unknown>): string {
  const { name } = owner;
  const text = typeof name === "string" ? farmText(name) : UNKNOWN_OWNER;
  return text === UNKNOWN_OWNER && Object.keys(owner).some((key) => !KNOWN.has(key)) ? NAMELESS_OWNER : text;
}
