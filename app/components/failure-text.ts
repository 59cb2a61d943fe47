/** Digest of the error that says that the console's database doesn't answer; see app/server/database-silent.ts. */
export const DATABASE_SILENT = "database-silent";

/** What a form says of what nobody expected: an error of the server comes with a digest, under which the log has it. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error) || !("digest" in error)) {
    return "The console didn't answer. Check your connection, then press the button again; what you typed is still here.";
  }
  return error.digest === DATABASE_SILENT
    ? "The console's database doesn't answer right now. Press the button again in a minute: what you typed is still here, and it counts once, however often it is sent."
    : `Something went wrong on our side. Press the button again; if it happens again, tell an administrator this reference: ${error.digest}`;
}
