import http from "node:http";
import { text } from "node:stream/consumers";
import type { OnMessage } from "./message.ts";

/** What happens to a request on its way. A hold lasts until its promise resolves. */
export type Fault =
  | {
      kind: "answer";
      status: number;
      body: string | object;
      headers?: Record<string, string>;
      /** It waits for this. */
      after?: Promise<void>;
    }
  /** The connection breaks before the request was passed on, once `after` resolves. */
  | { kind: "cutBefore"; after?: Promise<void> }
  /** The request is carried out, and the connection breaks instead of the answer. */
  | { kind: "cutAfter" }
  /** The connection breaks at once, and the request arrives when the promise resolves; then `arrived` hears of it. */
  | { kind: "cutAndDeliver"; until: Promise<void>; arrived?: (text: string) => void }
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
  /** Asks `choose` about each request from now on; undefined lets it through. */
  disturb(choose: (request: SeenRequest) => Fault | undefined): void;
  /** Asks `callback` about each message that is passed on, from now on; undefined asks nobody. */
  onMessage(callback: OnMessage | undefined): void;
  /** Answers everything with this. */
  answer(answer: { status: number; body: string | object; headers?: Record<string, string> }): void;
  /** Breaks every connection, as if nobody were there. */
  refuse(): void;
  /** Lets everything through again. */
  pass(): void;
  stop(): Promise<void>;
}

/** Stands in front of the real thing at `target` and lets everything through, but for the faults a test asks for. */
export async function startFaultProxy({
  target,
  port = 0,
}: {
  target: string;
  port?: number;
}): Promise<FaultProxy> {
  const upstream = new URL(target);
  const seen: SeenRequest[] = [];
  let choose: (request: SeenRequest) => Fault | undefined = () => undefined;
  let ask: OnMessage = () => "pass";

  const server = http.createServer(async (request, response) => {
    try {
      const arrived = { method: request.method ?? "", path: request.url ?? "" };
      seen.push(arrived);
      await handle(request, response, upstream, { fault: choose(arrived), ask });
    } catch {
      // Whoever is behind is down: so are we, as far as the client can tell.
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `${upstream.protocol}//${upstream.hostname}:${address.port}`,
    seen,
    disturb: (chooser) => {
      choose = chooser;
    },
    onMessage: (callback) => {
      ask = callback ?? (() => "pass");
    },
    answer: (answer) => {
      choose = () => ({ kind: "answer", ...answer });
    },
    refuse: () => {
      choose = () => ({ kind: "cutBefore" });
    },
    pass: () => {
      choose = () => undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  upstream: URL,
  { fault, ask }: { fault: Fault | undefined; ask: OnMessage },
): Promise<void> {
  const body = await text(request);
  const said = `${request.method} ${request.url} ${request.headers.host} ${body}`;
  if (fault?.kind === "cutBefore") {
    await fault.after;
    throw new Error("cut");
  }
  if (fault?.kind === "answer") {
    await fault.after;
    const isText = typeof fault.body === "string";
    response.writeHead(fault.status, {
      ...(!isText && { "content-type": "application/json" }),
      ...fault.headers,
    });
    response.end(isText ? fault.body : JSON.stringify(fault.body));
    return;
  }
  if (fault?.kind === "cutAndDeliver") request.socket.destroy();
  if (fault?.kind === "holdBefore" || fault?.kind === "cutAndDeliver") await fault.until;
  if ((await ask({ to: "farm", direction: "request", text: said })) === "cut") throw new Error("cut");
  const answer = await forward(request, body, upstream);
  if (fault?.kind === "cutAndDeliver") fault.arrived?.(said);
  if (fault?.kind === "holdAfter") await fault.until;
  const passes = await ask({ to: "farm", direction: "answer", text: said });
  if (fault?.kind === "cutAfter" || fault?.kind === "cutAndDeliver" || passes === "cut") {
    answer.resume();
    throw new Error("cut");
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

/** With the Host header as it came, and without keep-alive, so that a restarted upstream isn't met on an old socket. */
function forward(
  { method, url, headers }: http.IncomingMessage,
  body: string,
  upstream: URL,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = upstream;
    const host = hostname === "localhost" ? "127.0.0.1" : hostname;
    http
      .request({ host, port, method, path: url, headers, agent: false }, resolve)
      .on("error", reject)
      .end(body);
  });
}
