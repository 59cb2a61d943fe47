import { expect } from "vitest";
import type { User } from "#lib/generated/prisma/client.ts";
import type { Lane } from "./lane.ts";

/**
 * Expects that database and farm say the same of a wiki that is this member's, if it is anybody's: one row and one
 * folder or none, the same state, and the member in owner.json.
 */
export async function expectAgreement(lane: Lane, domain: string, member: User): Promise<void> {
  const { database, byHand } = lane;
  const [site, archived, farm] = await Promise.all([
    database.site.findUnique({ where: { domain } }),
    database.archivedSite.findUnique({ where: { domain } }),
    byHand.look(domain),
  ]);
  const seen = {
    console: site?.state ?? (archived === null ? "absent" : "archived"),
    rows: Number(site !== null) + Number(archived !== null),
    ownerId: site?.ownerId ?? archived?.ownerId,
    farm: farm.status,
    hasFolder: farm.hasFolder,
    subject: farm.subject,
  };
  const absent = { console: "absent", rows: 0, ownerId: undefined, hasFolder: false, subject: undefined };
  const present = {
    console: farm.status,
    rows: 1,
    ownerId: member.id,
    hasFolder: true,
    subject: member.ownerClaim,
  };
  expect(seen, domain).toEqual({ ...(farm.status === "absent" ? absent : present), farm: farm.status });
}
