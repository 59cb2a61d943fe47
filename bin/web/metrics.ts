import { createServer, type Server } from "node:http";
import { collectMetrics } from "#lib/metrics/collect.ts";
import { CONTENT_TYPE, formatMetrics } from "#lib/metrics/format.ts";
import { StartError } from "#lib/process/start-error.ts";

/**
 * Serves `/metrics` on loopback, on a port that no member reaches.
 * @throws StartError when the port is taken
 */
export async function serveMetrics(port: number): Promise<Server> {
  const server = createServer(async ({ method, url }, response) => {
    if (method !== "GET" || url !== "/metrics") return void response.writeHead(404).end();
    const text = formatMetrics(await collectMetrics());
    response.writeHead(200, { "content-type": CONTENT_TYPE, "cache-control": "no-store" }).end(text);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      const isTaken = "code" in error && error.code === "EADDRINUSE";
      reject(isTaken ? new StartError(`Port ${port} is taken: set metrics-port to another number.`) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  // What else ends the process isn't held up by it.
  return server.unref();
}
