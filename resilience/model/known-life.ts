import type { Action, Batch } from "./actions.ts";

/** The wiki's owner, and the wiki. */
const mine = { member: 0, asOwner: false, name: 0 } as const;

/**
 * What chance brings about too rarely for a short run: a wiki is put on hold, and its owner asks for what they may do
 * otherwise, with the hold and without.
 */
const steps: readonly Action[] = [
  { type: "create", ...mine },
  { type: "hold", name: 0 },
  { type: "delete", ...mine },
  { type: "lift", name: 0 },
  { type: "delete", ...mine },
  { type: "hold", name: 0 },
  { type: "restore", ...mine },
  { type: "lift", name: 0 },
  { type: "restore", ...mine },
];

const alone = { disturbance: undefined, isAfterAWhile: false };

/** One after the other, undisturbed; then a create that nobody knows the outcome of until its request arrives. */
export const knownLife: Batch[] = [
  ...steps.map((action): Batch => ({ actions: [action], ...alone })),
  {
    actions: [{ type: "create", member: 1, asOwner: false, name: 1 }],
    disturbance: { type: "doubt", at: 1, arrives: "late" },
    isAfterAWhile: false,
  },
  { actions: [{ type: "preview" }], disturbance: undefined, isAfterAWhile: true },
];
