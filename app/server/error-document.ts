import type { IncomingMessage } from "node:http";
import type { Replacement } from "./intercept-response.ts";

/** Where the pages for errors are rendered as ordinary pages; see app/refused. */
const PAGES = "/refused/";

const STATUSES = [403, 404, 500];

/**
 * Whether Next is about to send an error as a document. What is thrown while rendering (`notFound`, `forbidden`, any
 * error) leaves it with an empty document that only scripts fill.
 */
export function isErrorDocument(request: IncomingMessage, status: number, contentType: unknown): boolean {
  const { headers, url = "" } = request;
  const isDocument = headers.rsc === undefined && headers["next-action"] === undefined;
  const isHtml = typeof contentType === "string" && contentType.startsWith("text/html");
  return isDocument && isHtml && STATUSES.includes(status) && !url.startsWith(PAGES);
}

/** The page for that error, without scripts: a document whose links work. */
export async function errorDocument(
  request: IncomingMessage,
  status: number,
  reference: string,
): Promise<Replacement> {
  const html = await renderedPage(request, `${PAGES}${status}?${new URLSearchParams({ reference })}`);
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: html ?? `The console can't show this page (${status}, ${reference}). Try again in a minute.\n`,
  };
}

/** Asked of this very process, by the address at which the request came in. */
async function renderedPage({ socket }: IncomingMessage, path: string): Promise<string | undefined> {
  const { localAddress = "127.0.0.1", localPort = 80 } = socket;
  const host = localAddress.includes(":") ? `[${localAddress}]` : localAddress;
  try {
    const response = await fetch(`http://${host}:${localPort}${path}`);
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
