import type { IncomingMessage, ServerResponse } from "node:http";
import { staleFormLocation } from "../stale-form.ts";
import { errorDocument, forgetForgedRefusal, isErrorDocument } from "./error-document.ts";
import { interceptResponse, type Replacement } from "./intercept-response.ts";
import { isPlainForm, overhearForm } from "./overheard-form.ts";
import { newReference, REFERENCE_HEADER } from "./reference.ts";

/**
 * For the web server, before it hands a request to Next: what Next does for browsers with scripts alone works without
 * them too. A form of an older build comes back with what was typed, and errors have pages of ours.
 */
export function oversee(request: IncomingMessage, response: ServerResponse): void {
  forgetForgedRefusal(request);
  const reference = newReference();
  request.headers[REFERENCE_HEADER] = reference;
  const typed = isPlainForm(request) ? overhearForm(request) : undefined;
  interceptResponse(response, () => {
    const { statusCode } = response;
    if (typed !== undefined && response.getHeader("x-nextjs-action-not-found") === "1") {
      return async () => pageOfThisBuild(request, await typed());
    }
    const isError = isErrorDocument(request, statusCode, response.getHeader("content-type"));
    return isError ? () => errorDocument(request, statusCode, reference) : undefined;
  });
}

function pageOfThisBuild(request: IncomingMessage, typed: Record<string, string>): Replacement {
  const { pathname } = new URL(request.url ?? "/", "http://console.invalid");
  return { status: 303, headers: { location: staleFormLocation(pathname, typed) }, body: "" };
}
