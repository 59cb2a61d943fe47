/** gRPC's codes for a server that isn't there, or didn't answer before the call's deadline. */
const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

/** Whether Temporal just couldn't be asked. The client wraps what gRPC says into errors of its own. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined);
  return code === DEADLINE_EXCEEDED || code === UNAVAILABLE;
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
