import type { ServerResponse } from "node:http";

export interface Replacement {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What describes the body that isn't sent. */
const BODY_HEADERS = ["content-length", "content-encoding", "transfer-encoding", "etag", "link", "vary"];

/**
 * Lets something else be sent in place of what Next is about to send.
 * @param choose asked once, when the head would go out; undefined lets Next's answer pass, anything else is sent
 *   instead when Next has ended its own
 */
export function interceptResponse(
  response: ServerResponse,
  choose: () => (() => Promise<Replacement>) | undefined,
): void {
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const flushHeaders = response.flushHeaders.bind(response);
  let chosen: { replacement: ReturnType<typeof choose> } | undefined;

  function replacement() {
    chosen ??= { replacement: choose() };
    return chosen.replacement;
  }

  async function send(make: () => Promise<Replacement>): Promise<void> {
    const { status, headers, body } = await make();
    for (const name of BODY_HEADERS) response.removeHeader(name);
    writeHead(status, headers);
    end(body);
  }

  // Next's own compression, which comes after this, writes the head before anything of the body.
  Object.assign(response, {
    writeHead(...args: Parameters<typeof writeHead>) {
      response.statusCode = args[0];
      return replacement() === undefined ? writeHead(...args) : response;
    },
    flushHeaders() {
      if (replacement() === undefined) flushHeaders();
    },
    write(...args: Parameters<typeof write>) {
      if (replacement() === undefined) return write(...args);
      const written = args.at(-1);
      if (typeof written === "function") written(null);
      return true;
    },
    end(...args: Parameters<typeof end>) {
      const make = replacement();
      if (make === undefined) return end(...args);
      void send(make);
      return response;
    },
  });
}
