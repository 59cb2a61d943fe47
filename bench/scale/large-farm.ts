import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

export interface LargeFarm {
  url: string;
  /** How many wikis it lists from now on, besides its admin site. */
  setSize(wikis: number): void;
  /** Its listing, read and thrown away: what a sync waits for it at least. */
  read(): Promise<void>;
  stop(): Promise<void>;
}

/** Members whose wikis it lists; the claim of each is `member-NUMBER`. */
export const MEMBERS = 5_000;

const LISTING = "/plugin/farmmanager/sites";

/**
 * Stands in for a farm of any size: it streams a listing in the farm's own format, which it has ready, and hands
 * everything else to the real farm at `target`. A real farm of 100,000 wikis would be minutes of its disk.
 */
export async function startLargeFarm(target: string): Promise<LargeFarm> {
  let listing = listingOf(0);
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === "GET" && incoming.url === LISTING) {
      outgoing.writeHead(200, {
        "content-type": "application/json; charset=utf-8",
        "content-length": listing.length,
      });
      outgoing.end(listing);
      return;
    }
    passOn(incoming, outgoing, new URL(target)).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the large farm has no port");
  const url = Object.assign(new URL(target), { port: String(address.port) }).origin;
  return {
    url,
    setSize(wikis) {
      listing = listingOf(wikis);
    },
    async read() {
      const answer = await fetch(`${url}${LISTING}`);
      await answer.arrayBuffer();
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function listingOf(wikis: number): Buffer {
  const numbers = Array.from({ length: wikis }, (_, index) => index + 1);
  return Buffer.from(JSON.stringify([site("localhost", { name: "Farm" }), ...numbers.map(wiki)]));
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
