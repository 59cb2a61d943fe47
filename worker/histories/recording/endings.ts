import { defaultPayloadConverter } from "@temporalio/common";
import type { temporal } from "@temporalio/proto";
import type { Outcome } from "#lib/contracts/outcomes.ts";
import type { workflowNames } from "#lib/contracts/workflows.ts";

type Payload = temporal.api.common.v1.IPayload;
type Event = temporal.api.history.v1.IHistoryEvent;
type Name = (typeof workflowNames)[keyof typeof workflowNames];

/** What ends a workflow differently. */
export type Ending = "done" | "refused" | "unknown" | "unexpected" | "cancelled" | "continued";

/**
 * How a workflow ends by each outcome; null: none ends by it. The workflows make no difference between refusals, but for
 * two. An outcome that one of them is to tell from others gets an ending of its own, which is then to be recorded.
 */
export const endings: Record<Outcome, Ending | null> = {
  go: null,
  adopt: null,
  superseded: null,
  opened: null,
  secured: null,
  created: "done",
  deleted: "done",
  restored: "done",
  synced: "done",
  previewed: "done",
  unknown: "unknown",
  unexpected: "unexpected",
  syncRefused: "refused",
  quotaExceeded: "refused",
  tooManyCreates: "refused",
  unusableName: "refused",
  alreadyExists: "refused",
  restoreInstead: "refused",
  visitedBefore: "refused",
  inconsistent: "refused",
  nameKept: "refused",
  tooManyArchived: "refused",
  permissionDenied: "refused",
  authenticationFailed: "refused",
  noSuchWiki: "refused",
  adminSite: "refused",
  onHold: "refused",
  quiet: "refused",
  nothingToRestore: "refused",
  archivedByAdministrator: "refused",
  lostOnFarm: "refused",
  otherOwnerOnFarm: "refused",
  busy: "refused",
  takenOver: "refused",
  personChanged: "refused",
  gaveUp: "refused",
  farmDidNotAnswer: "refused",
  databaseUnavailable: "refused",
};

/** The endings that a workflow can't come to. Only a sync and a settling go on in a new run. */
export const impossible: Record<Name, Ending[]> = {
  createFedWikiSiteWorkflow: ["continued"],
  deleteFedWikiSiteWorkflow: ["continued"],
  restoreFedWikiSiteWorkflow: ["continued"],
  /** It sends nothing that could be on its way. */
  previewSyncWorkflow: ["unknown", "continued"],
  syncFedWikiSitesWorkflow: ["unknown"],
  /** It asks until it knows. */
  settleSiteWorkflow: ["refused", "unknown", "unexpected"],
};

/** How a recorded run ended; null when it was terminated. */
export function endingOf(events: Event[]): Ending | null {
  const last = events.at(-1);
  if (last?.workflowExecutionCanceledEventAttributes) return "cancelled";
  if (last?.workflowExecutionContinuedAsNewEventAttributes) return "continued";
  if (last?.workflowExecutionFailedEventAttributes) return "unexpected";
  const [result] = read(last?.workflowExecutionCompletedEventAttributes?.result?.payloads);
  if (result === undefined) return null;
  if (result.success === true || result.settled === true) return "done";
  const outcome = events.flatMap(answersIn).findLast((answer) => "outcome" in answer)?.outcome;
  // What a sync records of itself doesn't say why it failed.
  return isOutcome(outcome) ? endings[outcome] : "refused";
}

/** What activities answered; local ones stand in markers. */
function answersIn({
  activityTaskCompletedEventAttributes: done,
  markerRecordedEventAttributes: marker,
}: Event) {
  return [
    ...read(done?.result?.payloads),
    ...Object.values(marker?.details ?? {}).flatMap((p) => read(p.payloads)),
  ];
}

function read(payloads: Payload[] | null | undefined): Record<string, unknown>[] {
  return (payloads ?? [])
    .map((payload) => defaultPayloadConverter.fromPayload<unknown>(payload))
    .filter((value) => typeof value === "object" && value !== null)
    .map((value) => ({ ...value }));
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === "string" && Object.hasOwn(endings, value);
}
