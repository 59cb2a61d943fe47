import type { Server } from "node:http";
import type { Config } from "#lib/config.ts";

/** An action in progress waits up to `patience` by itself, and then answers within 2 s. */
export function drainMs({ patienceMs }: Pick<Config, "patienceMs">): number {
  return patienceMs + 5_000;
}

/** Takes no new connections, and resolves when the requests that are under way have been answered, or at the limit. */
export function drain(server: Server, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    // A browser keeps its connection after an answer; those that were busy become idle one after the other.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(limit);
      clearInterval(idle);
      resolve();
    });
  });
}
