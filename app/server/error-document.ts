import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Replacement } from "./intercept-response.ts";
import { isPlainForm } from "./overheard-form.ts";
import { REFUSAL_HEADER } from "./reference.ts";

/** Where the pages for errors are rendered as ordinary pages; see app/refused. */
const PAGES = "/refused/";

const STATUSES = [403, 404, 500];

/** Known to this process alone, on its own requests for these pages. */
const ownKey = randomUUID();
const KEY_HEADER = "x-member-console-key";

/** Those pages are for this process to ask for; anyone else's request for one doesn't say what it is about. */
export function forgetForgedRefusal({ headers }: IncomingMessage): void {
  if (headers[KEY_HEADER] !== ownKey) delete headers[REFUSAL_HEADER];
  delete headers[KEY_HEADER];
}

/**
 * Whether Next is about to send an error as a document. What is thrown while rendering (`notFound`, `forbidden`, any
 * error) leaves it with an empty document that only scripts fill; what is thrown by the action of a form that was sent
 * without scripts, with two words of plain text.
 */
export function isErrorDocument(request: IncomingMessage, status: number, contentType: unknown): boolean {
  const { headers } = request;
  const isDocument = headers.rsc === undefined && headers["next-action"] === undefined;
  const isHtml = typeof contentType === "string" && contentType.startsWith("text/html");
  const isForReading = isHtml || isPlainForm(request);
  return isDocument && isForReading && STATUSES.includes(status) && headers[REFUSAL_HEADER] === undefined;
}

/** The page for that error, without scripts: a document whose links work. */
export async function errorDocument(
  request: IncomingMessage,
  status: number,
  reference: string,
): Promise<Replacement> {
  const html = await renderedPage(request, `${PAGES}${status}`, reference);
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  // What somebody followed there goes on being followed, which nothing else of such a page can do without scripts.
  const isFollowing = status === 500 && request.method === "GET" && request.url?.startsWith("/operations/");
  return {
    status,
    headers: isFollowing ? { ...headers, refresh: "5" } : headers,
    body: html ?? `The console can't show this page (${status}, ${reference}). Try again in a minute.\n`,
  };
}

/** Asked of this very process, by the address at which the request came in. */
async function renderedPage(
  { socket }: IncomingMessage,
  path: string,
  reference: string,
): Promise<string | undefined> {
  const { localAddress = "127.0.0.1", localPort = 80 } = socket;
  const host = localAddress.includes(":") ? `[${localAddress}]` : localAddress;
  const headers = { [KEY_HEADER]: ownKey, [REFUSAL_HEADER]: reference };
  try {
    const response = await fetch(`http://${host}:${localPort}${path}`, { headers });
    return response.ok ? withoutScripts(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

function withoutScripts(html: string): string {
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/<link rel="preload" as="script"[^>]*>/g, "");
}
