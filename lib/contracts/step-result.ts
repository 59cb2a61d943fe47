import type { Outcome } from "./outcomes.ts";

/** How an activity of a create or delete answers its workflow. */
export interface StepResult {
  outcome: Outcome;
  /** For the member, where there is one. */
  message: string | null;
  siteId: number | null;
  /** The operation's row; an older worker's result lacks it. */
  operationId?: string;
  /** The full domain that the operation is about. */
  domain: string;
}
