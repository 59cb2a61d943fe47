import type { IncomingMessage, ServerResponse } from "node:http";
import { typedValues } from "./components/form-state.ts";
import { staleFormLocation } from "./stale-form.ts";

/** More than any form of ours holds. */
const LARGEST_FORM_BYTES = 16_384;

/**
 * Without JavaScript, Next answers a form of an older build with a bare line of text. For the web server, before it
 * hands a request to Next: in place of that line the browser is sent to the page of this build, with what was typed.
 * The request is only overheard, never read in Next's place.
 */
export function answerStaleForm(request: IncomingMessage, response: ServerResponse): void {
  const type = request.headers["content-type"] ?? "";
  const isPlainForm = request.method === "POST" && request.headers["next-action"] === undefined;
  if (!isPlainForm || !type.startsWith("multipart/form-data")) return;
  const body = overhear(request);
  const end = response.end.bind(response);
  response.end = ((...args: Parameters<typeof end>) => {
    if (response.headersSent || response.getHeader("x-nextjs-action-not-found") !== "1") return end(...args);
    void typedText(body, type).then((values) => {
      response.statusCode = 303;
      response.setHeader("location", staleFormLocation(pathOf(request), values));
      end();
    });
    return response;
  }) as typeof response.end;
}

/** Collects what passes by, as it is pushed into the stream that Next reads; undefined when it is too much. */
function overhear(request: IncomingMessage): () => Buffer | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) {
      size += chunk.length;
      if (size <= LARGEST_FORM_BYTES) chunks.push(Buffer.from(chunk));
    }
    return push(chunk, encoding);
  };
  return () => (size > LARGEST_FORM_BYTES ? undefined : Buffer.concat(chunks));
}

/** A form that can't be read was typed by nobody. */
async function typedText(body: () => Buffer | undefined, type: string): Promise<Record<string, string>> {
  const bytes = body();
  if (bytes === undefined) return {};
  try {
    return typedValues(
      await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData(),
    );
  } catch {
    return {};
  }
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? "/", "http://console.invalid").pathname;
}
