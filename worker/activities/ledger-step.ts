import { activityInfo } from "@temporalio/activity";
import type { Config } from "#lib/config.ts";
import type { StepResult } from "#lib/contracts/step-result.ts";
import type { StartedKind } from "#lib/contracts/workflows.ts";
import type { LedgerAnswer } from "#lib/ledger/answer.ts";
import { sentences } from "#lib/ledger/sentences.ts";
import type { LedgerStep } from "#lib/ledger/step.ts";

interface StepInput {
  userId: number;
  domain: string;
  ownerId?: string;
  supportUrl: string;
}

/** This attempt of the running activity, as the ledger wants to know it. */
export function ledgerStep(kind: StartedKind, input: StepInput, config: Config): LedgerStep {
  const { workflowExecution, attempt } = activityInfo();
  if (workflowExecution === undefined) throw new TypeError("The ledger knows only activities of a workflow.");
  return {
    workflowId: workflowExecution.workflowId,
    runId: workflowExecution.runId,
    attempt,
    kind,
    userId: input.userId,
    domain: input.domain,
    subject: input.ownerId ?? null,
    waitMs: config.operationWaitMs,
    sentences: sentences(input.supportUrl, config.fedwikiCreatesPerHour),
  };
}

/** The part of the ledger's answer that goes into the workflow's history. */
export function stepResult({ outcome, message, operationId, siteId, domain }: LedgerAnswer): StepResult {
  return { outcome, message, operationId, siteId, domain };
}
