import { randomUUID } from "node:crypto";
import type { User } from "#lib/generated/prisma/client.ts";
import type { Lane } from "../lane.ts";
import type { WorkerProcess } from "../worker-process.ts";
import { MEMBERS, NAMES } from "./actions.ts";
import type { NameState } from "./name-state.ts";

/** Members and names that nobody used before, in a lane that goes on. */
export interface Life {
  lane: Lane;
  /** Replaced when it is killed. */
  worker: WorkerProcess;
  members: User[];
  domains: string[];
  /** How many wikis each member may have now. */
  quotas: number[];
}

const QUOTA = 2;

export async function beginLife(lane: Lane, worker: WorkerProcess): Promise<Life> {
  const id = randomUUID().slice(0, 6);
  return {
    lane,
    worker,
    members: await Promise.all(Array.from({ length: MEMBERS }, () => lane.addUser({ quota: QUOTA }))),
    domains: Array.from({ length: NAMES }, (_, name) => `life-${id}-${name}.localhost`),
    quotas: Array.from({ length: MEMBERS }, () => QUOTA),
  };
}

export function memberOf({ members }: Life, number: number): User {
  return existing(members[number]);
}

export function domainOf({ domains }: Life, number: number): string {
  return existing(domains[number]);
}

/** What can be seen of every name, when nothing is going on. */
export function observe(life: Life): Promise<NameState[]> {
  return Promise.all(life.domains.map((domain) => observeName(life, domain)));
}

async function observeName({ lane, members }: Life, domain: string): Promise<NameState> {
  const { database, byHand } = lane;
  const [site, archived, tombstone, farm] = await Promise.all([
    database.site.findUnique({ where: { domain } }),
    database.archivedSite.findUnique({ where: { domain } }),
    database.tombstone.findUnique({ where: { domain } }),
    byHand.look(domain),
  ]);
  const number = (isThem: (member: User) => boolean) => {
    const found = members.findIndex(isThem);
    return found === -1 ? undefined : found;
  };
  const byId = (row: { ownerId: number } | null) => number(({ id }) => id === row?.ownerId);
  return {
    owner: byId(site),
    archivedOwner: byId(archived),
    keptFor: byId(tombstone),
    farm: farm.status === "readonly" ? "live" : farm.status === "active" ? "live" : farm.status,
    farmOwner: number(({ ownerClaim }) => ownerClaim === farm.subject),
  };
}

export function existing<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("no such member or name");
  return value;
}
