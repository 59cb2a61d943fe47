/**
 * gRPC's codes for a server that isn't there, or didn't answer before the call's deadline. A server that meets the
 * deadline first, or stops, cancels the call; nobody here does.
 */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;
const codes: unknown[] = [CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE];

/** Whether Temporal just couldn't be asked. The client wraps what gRPC says into errors of its own. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined);
  return codes.includes(code);
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
