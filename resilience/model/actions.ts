import fc from "fast-check";

/** Members and names by their numbers, so that a sequence can be shown and replayed. */
export const MEMBERS = 3;
export const NAMES = 6;

/** What a member asks the console for. */
export interface Request {
  type: "create" | "delete" | "restore";
  /** Who asks, unless it is whoever has or had it. */
  member: number;
  asOwner: boolean;
  name: number;
}

/** What somebody does to the farm behind the console's back. */
export interface HandMove {
  type: "handMake" | "handArchive" | "handRestore" | "handErase";
  member: number;
  name: number;
}

export type Action =
  | Request
  | HandMove
  | { type: "sync" }
  /** Somebody without an account looks at the address and tries to write there. */
  | { type: "visit"; name: number }
  | { type: "quota"; member: number; quota: number };

/** What befalls the worker's messages: one of them is cut off, before or after it was heard, or kills the worker. */
export interface Disturbance {
  type: "cut" | "kill";
  /** At which message of the batch. */
  at: number;
}

/** Actions at the same time. */
export interface Batch {
  actions: Action[];
  disturbance: Disturbance | undefined;
}

/** Objects as literals make them, which can be pasted. */
const plain = { noNullPrototype: true };

const member = fc.nat(MEMBERS - 1);
const name = fc.nat(NAMES - 1);

const request = fc.record<Request>(
  {
    type: fc.constantFrom("create", "create", "delete", "restore"),
    member,
    asOwner: fc.boolean(),
    name,
  },
  plain,
);
const handMove = fc.record<HandMove>(
  {
    type: fc.constantFrom("handMake", "handArchive", "handArchive", "handRestore", "handErase"),
    member,
    name,
  },
  plain,
);
const sync = fc.constant({ type: "sync" } as const);
const visit = fc.record({ type: fc.constant("visit" as const), name }, plain);
const quota = fc.record({
  type: fc.constant("quota" as const),
  member,
  quota: fc.integer({ min: 0, max: 4 }),
});

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: request },
  { weight: 3, arbitrary: handMove },
  { weight: 3, arbitrary: sync },
  { weight: 2, arbitrary: visit },
  { weight: 1, arbitrary: quota },
);

const disturbance: fc.Arbitrary<Disturbance | undefined> = fc.oneof(
  { weight: 21, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("cut" as const), at: fc.integer({ min: 1, max: 20 }) }, plain),
  },
  // Each costs the ten seconds after which a worker is missed.
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("kill" as const), at: fc.integer({ min: 1, max: 20 }) }, plain),
  },
);

const batch: fc.Arbitrary<Batch> = fc.record(
  {
    actions: fc.array(action, { minLength: 1, maxLength: 4, size: "max" }),
    disturbance,
  },
  plain,
);

/** A life of the console: so many actions in batches. */
export function lives(steps: number): fc.Arbitrary<Batch[]> {
  return fc
    .array(batch, { minLength: steps, maxLength: steps, size: "max" })
    .map((batches) => cutToLength(batches, steps));
}

function cutToLength(batches: Batch[], steps: number): Batch[] {
  let left = steps;
  return batches.flatMap((each) => {
    const actions = each.actions.slice(0, left);
    left -= actions.length;
    return actions.length === 0 ? [] : [{ ...each, actions }];
  });
}
