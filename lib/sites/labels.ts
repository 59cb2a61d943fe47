import type { OwnerSource, SiteState } from "#lib/generated/prisma/client.ts";

/** What is known of a wiki's owner. */
export interface Owned {
  ownerSource: OwnerSource;
  owner: { name: string; username: string };
}

/** How a wiki's state reads to its member. */
export function siteStateLabel(state: SiteState, outcomeUnknown = false): string {
  switch (state) {
    case "creating":
      return outcomeUnknown ? "Not known yet whether it was created" : "Being created";
    case "active":
      return "Active";
    case "readonly":
      return "Read-only";
    case "deleting":
      return outcomeUnknown ? "Not known yet whether it was deleted" : "Being deleted";
    case "restoring":
      return outcomeUnknown ? "Not known yet whether it was restored" : "Being restored";
    default:
      return state satisfies never;
  }
}

/** Whose a wiki is or was, to others: `Alice (alice)`. Undefined: it is unassigned, whoever it stands with. */
export function ownerLabel({ ownerSource, owner }: Owned): string | undefined {
  return ownerSource === "default" ? undefined : `${owner.name} (${owner.username})`;
}

const units = ["kB", "MB", "GB", "TB"];

/** Storage in decimal units, two digits at most: `0 bytes`, `1 byte`, `12 kB`, `1.2 MB`. */
export function storageLabel(bytes: bigint): string {
  if (bytes < 1000n) return bytes === 1n ? "1 byte" : `${bytes} bytes`;
  let value = Number(bytes) / 1000;
  let unit = 0;
  // 999.5 would be shown as 1000 of this unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 ? Number(value.toFixed(1)) : Math.round(value)} ${units[unit]}`;
}
