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

/** What an administrator does with a wiki: it is put on hold, or the hold is lifted. */
export interface HoldMove {
  type: "hold" | "lift";
  name: number;
}

export type Action =
  | Request
  | HandMove
  | HoldMove
  | { type: "sync" }
  /** What a sync would change. */
  | { type: "preview" }
  /** Somebody without an account looks at the address and tries to write there. */
  | { type: "visit"; name: number }
  | { type: "quota"; member: number; quota: number };

/** What befalls the worker's messages: one of them is cut off, before or after it was heard, or kills the worker. */
export interface Fault {
  type: "cut" | "kill";
  /** At which message of the batch. */
  at: number;
}

/**
 * One changing request to the farm gets no answer, and from then on the farm refuses the console's token: nobody knows
 * what came of it. It was carried out, or never arrives, or arrives later, when its sender has long given up.
 */
export interface Doubt {
  type: "doubt";
  /** At which changing request of the batch. */
  at: number;
  arrives: "atOnce" | "never" | "late";
}

export type Disturbance = Fault | Doubt;

/** Actions at the same time. */
export interface Batch {
  actions: Action[];
  disturbance: Disturbance | undefined;
  /** So much time passes first that no request is on its way any more, and what ended unknown is settled. */
  isAfterAWhile: boolean;
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
const holdMove = fc.record<HoldMove>({ type: fc.constantFrom("hold", "lift", "lift"), name }, plain);
const sync = fc.constant({ type: "sync" } as const);
const preview = fc.constant({ type: "preview" } as const);
const visit = fc.record({ type: fc.constant("visit" as const), name }, plain);
const quota = fc.record({
  type: fc.constant("quota" as const),
  member,
  quota: fc.integer({ min: 0, max: 4 }),
});

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 24, arbitrary: request },
  { weight: 6, arbitrary: handMove },
  { weight: 6, arbitrary: sync },
  { weight: 4, arbitrary: visit },
  { weight: 2, arbitrary: quota },
  { weight: 2, arbitrary: holdMove },
  { weight: 1, arbitrary: preview },
);

const fault = (type: Fault["type"]) =>
  fc.record<Fault>({ type: fc.constant(type), at: fc.integer({ min: 1, max: 20 }) }, plain);
const doubt = fc.record<Doubt>(
  {
    type: fc.constant("doubt"),
    at: fc.constantFrom(1, 1, 2),
    arrives: fc.constantFrom("atOnce", "never", "late"),
  },
  plain,
);
const disturbance: fc.Arbitrary<Disturbance | undefined> = fc.oneof(
  { weight: 18, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fault("cut") },
  { weight: 6, arbitrary: doubt },
  // Each costs the ten seconds after which a worker is missed.
  { weight: 1, arbitrary: fault("kill") },
);

const batch: fc.Arbitrary<Batch> = fc.record(
  {
    actions: fc.array(action, { minLength: 1, maxLength: 4, size: "max" }),
    disturbance,
    isAfterAWhile: fc.oneof(
      { weight: 2, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
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
