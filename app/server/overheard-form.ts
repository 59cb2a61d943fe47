import type { IncomingMessage } from "node:http";
import { typedValues } from "../components/form-state.ts";

/** More than any form of ours holds. */
const LARGEST_FORM_BYTES = 16_384;

/** A form that is sent as a document, without JavaScript, and so might be a server action's. */
export function isPlainForm({ method, headers }: IncomingMessage): boolean {
  const type = headers["content-type"] ?? "";
  return method === "POST" && headers["next-action"] === undefined && type.startsWith("multipart/form-data");
}

/**
 * Overhears a form while Next reads it, never in its place.
 * @returns gives, once Next has read it, what was typed; nothing of a form that is too large or can't be read
 */
export function overhearForm(request: IncomingMessage): () => Promise<Record<string, string>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const push = request.push.bind(request);
  Object.assign(request, {
    push(chunk: unknown, encoding?: BufferEncoding) {
      if (chunk instanceof Uint8Array) {
        size += chunk.length;
        if (size <= LARGEST_FORM_BYTES) chunks.push(Uint8Array.from(chunk));
      }
      return push(chunk, encoding);
    },
  });
  return async () => {
    if (size > LARGEST_FORM_BYTES) return {};
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    try {
      return typedValues(await new Response(new Blob(chunks), { headers }).formData());
    } catch {
      return {};
    }
  };
}
