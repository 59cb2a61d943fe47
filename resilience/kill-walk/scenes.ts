import { randomUUID } from "node:crypto";
import type { User } from "#lib/generated/prisma/client.ts";
import type { Lane } from "../lane.ts";
import { type Started, startOperation, startSync } from "../operations.ts";

export const kinds = ["create", "delete", "restore", "sync"] as const;
export type Kind = (typeof kinds)[number];

/** What stands before a run: a member, and wikis in the state that its operation needs. */
export interface Scene {
  kind: Kind;
  member: User;
  /** The wiki that the run is about, and that is changed behind its back. */
  domain: string;
  /** Every wiki of this member. */
  domains: string[];
  start(): Promise<Started>;
}

const fresh = () => `wiki-${randomUUID().slice(0, 8)}.localhost`;

/** Wikis that stay as they are, so that a sync always finds far more than it has to change. */
export async function layGround(lane: Lane): Promise<void> {
  const member = await lane.addUser({ quota: 20 });
  for (const domain of Array.from({ length: 5 }, fresh)) await done(lane, { kind: "create", member, domain });
}

export async function setScene(lane: Lane, kind: Kind): Promise<Scene> {
  const member = await lane.addUser();
  const domain = fresh();
  if (kind === "sync") return setSyncScene(lane, member);
  if (kind !== "create") await done(lane, { kind: "create", member, domain });
  if (kind === "restore") await done(lane, { kind: "delete", member, domain });
  const start = () => startOperation(lane, { kind, member, domain });
  return { kind, member, domain, domains: [domain], start };
}

/** One of each that a sync has to do: a wiki to add, one that was archived, one that is gone. */
async function setSyncScene(lane: Lane, member: User): Promise<Scene> {
  const [domain, archived, gone] = [fresh(), fresh(), fresh()];
  for (const each of [archived, gone]) await done(lane, { kind: "create", member, domain: each });
  await lane.byHand.make(domain, member.ownerClaim);
  await lane.byHand.archive(archived);
  await lane.byHand.erase(gone);
  const start = () => startSync(lane, member.id);
  return { kind: "sync", member, domain, domains: [domain, archived, gone], start };
}

async function done(lane: Lane, wish: Parameters<typeof startOperation>[1]): Promise<void> {
  const { state, message } = await (await startOperation(lane, wish)).ended();
  if (state !== "done") throw new Error(`${wish.kind} ${wish.domain} ended ${state}: ${message}`);
}
