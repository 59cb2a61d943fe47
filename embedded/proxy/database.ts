import { createServer, type Socket } from "node:net";
import { relay } from "./database-connection.ts";
import type { OnMessage } from "./message.ts";

export interface DatabaseProxy {
  /** The target's, at the proxy's port. */
  url: string;
  /** Asks `callback` about each message from now on; undefined asks nobody. */
  onMessage(callback: OnMessage | undefined): void;
  /** Breaks every connection, old and new, as if nobody were there. */
  refuse(): void;
  /** Holds every message, of old connections and new, until `pass`. */
  freeze(): void;
  /** Lets everything through again, also what was held. */
  pass(): void;
  stop(): Promise<void>;
}

/**
 * Stands in front of the PostgreSQL at `target` and lets everything through, but for the faults that a test asks for.
 * It knows where requests and answers end, so that each is passed on as a whole or not at all. Without TLS.
 */
export async function startDatabaseProxy({ target }: { target: string }): Promise<DatabaseProxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  let ask: OnMessage | undefined;
  let refusing = false;
  let thaw = Promise.withResolvers<void>();
  thaw.resolve();

  const admit: OnMessage = async (message) => {
    await thaw.promise;
    return (await ask?.(message)) ?? "pass";
  };
  const server = createServer((client) => {
    sockets.add(client.on("close", () => sockets.delete(client)));
    if (refusing) client.resetAndDestroy();
    else void relay(client, { host: upstream.hostname, port: Number(upstream.port) }, admit);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");

  const cutAll = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: Object.assign(new URL(target), { hostname: "127.0.0.1", port: String(address.port) }).href,
    onMessage: (callback) => {
      ask = callback;
    },
    refuse: () => {
      refusing = true;
      cutAll();
    },
    freeze: () => {
      thaw = Promise.withResolvers();
    },
    pass: () => {
      refusing = false;
      thaw.resolve();
    },
    stop: () =>
      new Promise((resolve) => {
        thaw.resolve();
        server.close(() => resolve());
        cutAll();
      }),
  };
}
