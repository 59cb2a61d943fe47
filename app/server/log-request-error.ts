import type { Instrumentation } from "next";
import { logger } from "#lib/log.ts";
import { REFERENCE_HEADER } from "./reference.ts";

/** What nobody expected, under the references that its page shows: ours on a document, Next's digest within the app. */
export function logRequestError(
  error: unknown,
  { method, path, headers }: Parameters<Instrumentation.onRequestError>[1],
): void {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  const reference = headers[REFERENCE_HEADER];
  logger("web").error({ err: error, reference, digest, method, path }, "a request failed");
}
