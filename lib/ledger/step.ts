import type { Refusal } from "#lib/contracts/outcomes.ts";
import type { StartedKind } from "#lib/contracts/workflows.ts";

/** A sentence for each refusal, and for special cases that the sentence about all others doesn't fit. */
export type Sentences = Record<Refusal | SpecialCase, string>;
type SpecialCase = "quotaOfOne" | "quotaOfNone" | "quotaOfRestore" | "quotaOfOwner" | "nameKeptForYou";

/** Who asks the ledger, and what for. The functions in prisma/functions/ledger read these names. */
export interface LedgerStep {
  workflowId: string;
  runId: string;
  /** The activity's attempt, from 1. */
  attempt: number;
  kind: StartedKind;
  userId: number;
  domain: string;
  /** The member's owner claim, as the workflow's input names it; a delete's doesn't. */
  subject: string | null;
  /** How long a workflow without a row may wait from its first step on, in milliseconds. */
  waitMs: number;
  sentences: Sentences;
}
