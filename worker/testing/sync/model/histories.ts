import type { User } from "#lib/generated/prisma/client.ts";
import type { RequestKind } from "./console.ts";
import type { ByHand } from "./model.ts";

/** One moment of a history. The last number shifts this process's clock, in minutes. */
export type Moment =
  | [RequestKind | "give", string, User]
  | ["go", string]
  | ["hand", ByHand, string, User]
  | ["sync"]
  | ["syncGo", number]
  | ["restart"]
  | ["clock", number];

const name = "one.localhost";
/** Of the sync that is under way: it lists the farm, asks for what changed, applies. */
const syncGo: Moment = ["syncGo", 0];

/** A request from its first step to its last. */
function whole(kind: RequestKind, user: User): Moment[] {
  return [
    [kind, name, user],
    ["go", name],
    ["go", name],
  ];
}

/**
 * Histories that chance rarely meets, each with what is red without it. A sync looks at `change_seq` and at a wiki's
 * state twice: when it chooses what to ask the farm for (guards.sql), so that it asks little and refuses nothing for
 * what was just made, and when it applies the answers. Where both would have to be undone for harm, it says so.
 */
export function knownHistories(user: User): Moment[][] {
  const hand = (what: ByHand): Moment => ["hand", what, name, user];
  return [
    // Archived there, deleted and restored here, before that listing is applied: `change_seq` in sync_remove.
    [
      ...whole("create", user),
      hand("archive"),
      ["sync"],
      syncGo,
      syncGo,
      ...whole("delete", user),
      ...whole("restore", user),
      syncGo,
    ],
    // Gone there when a delete comes, its name freed, and still listed: the operation in sync_add, beside the tombstone.
    [
      ...whole("create", user),
      ["sync"],
      syncGo,
      hand("erase"),
      ...whole("delete", user),
      ["restart"],
      syncGo,
      syncGo,
    ],
    // The same for a restore that finds nothing left.
    [
      ...whole("create", user),
      ...whole("delete", user),
      ["sync"],
      syncGo,
      hand("erase"),
      ["restore", name, user],
      ["go", name],
      ["restart"],
      syncGo,
      syncGo,
    ],
    // Reserved and not made yet: the state in sync_changes and sync_remove.
    [["create", name, user], ["sync"], syncGo, syncGo, syncGo],
    // Made and not confirmed yet: the state in sync_changes and sync_touch.
    [["create", name, user], ["go", name], ["sync"], syncGo, syncGo, syncGo],
    // Being deleted: the same, and the state in sync_remove once the farm has archived it.
    [...whole("create", user), ["delete", name, user], ["sync"], ["go", name], syncGo, syncGo, syncGo],
  ];
}
