import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

export interface LargeFarm {
  url: string;
  /** How many wikis it lists from now on, besides its admin site. */
  setSize(wikis: number): void;
  stop(): Promise<void>;
}

/** Members whose wikis it lists; the claim of each is `member-NUMBER`. */
export const MEMBERS = 5_000;

const LISTING = "/plugin/farmmanager/sites";
const CHUNK = 1_000;

/**
 * Stands in for a farm of any size: it streams a listing in the farm's own format, and hands everything else to the
 * real farm at `target`. A real farm of 100,000 wikis would be minutes of its disk.
 */
export async function startLargeFarm(target: string): Promise<LargeFarm> {
  let size = 0;
  const server = createServer((incoming, outgoing) => {
    const isListing = incoming.method === "GET" && incoming.url === LISTING;
    const answering = isListing ? list(outgoing, size) : passOn(incoming, outgoing, new URL(target));
    answering.catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the large farm has no port");
  return {
    url: Object.assign(new URL(target), { port: String(address.port) }).origin,
    setSize(wikis) {
      size = wikis;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function list(outgoing: ServerResponse, size: number): Promise<void> {
  outgoing.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  outgoing.write(`[${JSON.stringify(site("localhost", { name: "Farm" }))}`);
  for (let from = 1; from <= size; from += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, size - from + 1) }, (_, index) => wiki(from + index));
    if (!outgoing.write(chunk.map((each) => `,${JSON.stringify(each)}`).join("")))
      await once(outgoing, "drain");
  }
  outgoing.end("]");
}

function wiki(number: number): object {
  const member = `member-${number % MEMBERS}`;
  return site(`wiki-${number}.localhost`, { name: member, oauth2: { id: member, username: member } });
}

function site(name: string, owner: object): object {
  const facts = {
    pages: 20,
    status: "active",
    storageBytes: 81_920,
    lastModified: "2026-11-01T12:00:00.000Z",
  };
  return { name, owner, ...facts };
}

async function passOn(incoming: IncomingMessage, outgoing: ServerResponse, target: URL): Promise<void> {
  const { method, url: path, headers } = incoming;
  const host = headers.host?.replace(/:\d+$/, `:${target.port}`);
  const onward = request({
    host: "127.0.0.1",
    port: target.port,
    method,
    path,
    headers: { ...headers, host },
  });
  const answered = once(onward, "response");
  await pipeline(incoming, onward);
  const [answer]: unknown[] = await answered;
  if (!isAnswer(answer)) throw new Error("the farm didn't answer");
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, outgoing);
}

function isAnswer(value: unknown): value is IncomingMessage {
  return value !== null && typeof value === "object" && "statusCode" in value && "pipe" in value;
}
