import { ActivityFailure, ApplicationFailure, WorkflowFailedError } from "@temporalio/client";

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
