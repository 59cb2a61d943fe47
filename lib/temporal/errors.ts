import {
  ActivityFailure,
  ApplicationFailure,
  isGrpcServiceError,
  WorkflowFailedError,
} from "@temporalio/client";

/** Codes of gRPC that say "Temporal couldn't be asked", not "Temporal refused". */
const UNREACHABLE_CODES: ReadonlySet<number> = new Set([
  1, // CANCELLED
  4, // DEADLINE_EXCEEDED
  8, // RESOURCE_EXHAUSTED
  14, // UNAVAILABLE
]);

/** True when the call ran into its deadline or Temporal couldn't be reached: nothing is known about its effect. */
export function isTemporalUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause) && UNREACHABLE_CODES.has(cause.code)) return true;
  }
  return false;
}

/** What made a workflow fail: `WorkflowFailedError` → `ActivityFailure` → the failure itself. Unwrapped here alone. */
export function failureReason(error: unknown): { type: string; message: string } {
  const cause = error instanceof WorkflowFailedError ? error.cause : error;
  const reason = cause instanceof ActivityFailure ? (cause.cause ?? cause) : cause;
  if (reason instanceof ApplicationFailure) {
    return { type: reason.type ?? "ApplicationFailure", message: reason.message };
  }
  if (reason instanceof Error) return { type: reason.name, message: reason.message };
  return { type: "Unknown", message: String(reason) };
}
