import http from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request on its way. A hold lasts until its promise resolves. */
export type Fault =
  | { kind: "answer"; status: number; body: string; headers?: Record<string, string> }
  /** The connection breaks before the request was passed on. */
  | { kind: "cutBefore" }
  /** The request is carried out, and the connection breaks instead of the answer. */
  | { kind: "cutAfter" }
  | { kind: "holdBefore"; until: Promise<void> }
  | { kind: "holdAfter"; until: Promise<void> };

export interface SeenRequest {
  method: string;
  path: string;
}

export interface FaultProxy {
  url: string;
  /** Every request, in order of arrival. */
  seen: SeenRequest[];
  /** Asked for each request; undefined lets it through. */
  fault: (request: SeenRequest) => Fault | undefined;
  stop(): Promise<void>;
}

/** Stands in front of the real thing and lets everything through, but for the faults a test asks for. */
export async function startFaultProxy(target: string, port = 0): Promise<FaultProxy> {
  const upstream = new URL(target);
  // So that connections of an upstream that is restarted aren't used again.
  const agent = new http.Agent({ keepAlive: false });
  const server = http.createServer(async (request, response) => {
    const seen = { method: request.method ?? "", path: request.url ?? "" };
    proxy.seen.push(seen);
    const fault = proxy.fault(seen);
    const body = await readAll(request);
    if (fault?.kind === "answer") {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    if (fault?.kind === "cutBefore") return void request.socket.destroy();
    if (fault?.kind === "holdBefore") await fault.until;
    try {
      const answer = await forward(upstream, agent, request, body);
      if (fault?.kind === "cutAfter") return void request.socket.destroy();
      if (fault?.kind === "holdAfter") await fault.until;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // Whoever is behind is down: so are we, as far as the client can tell.
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: actualPort } = server.address() as AddressInfo;
  const proxy: FaultProxy = {
    url: `http://${upstream.hostname}:${actualPort}`,
    seen: [],
    fault: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

function forward(
  upstream: URL,
  agent: http.Agent,
  { method, url, headers }: http.IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port: upstream.port,
      method,
      path: url,
      headers: { ...headers, host: upstream.host },
      agent,
    };
    const request = http.request(options, async (response) => {
      const { statusCode = 502, headers } = response;
      resolve({ status: statusCode, headers: withoutFraming(headers), body: await readAll(response) });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** The body is passed on whole, so its framing is made anew. */
function withoutFraming({ "transfer-encoding": _, connection: __, ...rest }: http.IncomingHttpHeaders) {
  return rest;
}

async function readAll(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
