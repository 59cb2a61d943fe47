import { randomUUID } from "node:crypto";
import type { User } from "#lib/generated/prisma/client.ts";
import type { Lane } from "../lane.ts";
import type { WorkerProcess } from "../worker-process.ts";
import { MEMBERS, NAMES } from "./actions.ts";
import { LateRequests } from "./late-requests.ts";

/** Members and names that nobody used before, in a lane that goes on. */
export interface Life {
  lane: Lane;
  /** Replaced when it is killed. */
  worker: WorkerProcess;
  members: User[];
  administrator: User;
  domains: string[];
  /** How many wikis each member may have now. */
  quotas: number[];
  /** Requests to the farm whose senders have given up. */
  late: LateRequests;
}

const QUOTA = 2;

export async function beginLife(lane: Lane, worker: WorkerProcess): Promise<Life> {
  const id = randomUUID().slice(0, 6);
  return {
    lane,
    worker,
    members: await Promise.all(Array.from({ length: MEMBERS }, () => lane.addUser({ quota: QUOTA }))),
    administrator: await lane.addUser({ isAdmin: true }),
    domains: Array.from({ length: NAMES }, (_, name) => `life-${id}-${name}.localhost`),
    quotas: Array.from({ length: MEMBERS }, () => QUOTA),
    late: new LateRequests(),
  };
}

export function memberOf({ members }: Life, number: number): User {
  return existing(members[number]);
}

export function domainOf({ domains }: Life, number: number): string {
  return existing(domains[number]);
}

/** The number of whom the farm names, or of whose user it is; undefined: none of the life's. */
export function numberOf({ members }: Life, isThem: (member: User) => boolean): number | undefined {
  const found = members.findIndex(isThem);
  return found === -1 ? undefined : found;
}

export function existing<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("no such member or name");
  return value;
}
