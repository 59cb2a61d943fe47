import type { Instrumentation } from "next";
import { logger } from "#lib/log.ts";
import { REFERENCE_HEADER } from "./reference.ts";

/** What nobody expected, under the references that its page shows: ours on a document, Next's digest within the app. */
export function logRequestError(
  error: unknown,
  {
    method,
    path,
    headers,
  }: Pick<Parameters<Instrumentation.onRequestError>[1], "method" | "path" | "headers">,
): void {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  const reference = headers[REFERENCE_HEADER];
  // A query can hold the provider's code and what somebody typed.
  const { pathname } = new URL(path, "http://console.invalid");
  logger("web").error({ err: error, reference, digest, method, path: pathname }, "a request failed");
}
