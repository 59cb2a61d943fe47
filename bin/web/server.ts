/** Next in our own HTTP server, so that it stops in order and each answer has our headers. */
import { createServer, type Server } from "node:http";
import { oversee } from "#app/server/oversee.ts";
import { type Config, isLoopback, prepareNextEnvironment } from "#lib/config.ts";
import { closeDatabase, openImpatientDatabase } from "#lib/database/client.ts";
import { logger } from "#lib/log.ts";
import { StartError } from "#lib/process/start-error.ts";
import { requireOurDatabase } from "#lib/require-our-database.ts";
import { closeTemporal } from "#lib/temporal/client.ts";
import { isBuilt } from "../build/source-hash.ts";
import { root } from "../root.ts";
import { drain, drainMs } from "./drain.ts";
import { serveMetrics } from "./metrics.ts";
import { answerReadyz } from "./readyz.ts";
import { setSecurityHeaders } from "./security-headers.ts";

export interface Web {
  /** Takes no new requests, lets those that are under way finish, and closes what the process holds. */
  stop(): Promise<void>;
}

/**
 * @throws StartError when nothing is built, the port is taken or the database isn't this version's and this provider's, and what
 * the database says when it doesn't answer
 */
export async function startWeb(config: Config, { dev = false } = {}): Promise<Web> {
  if (!dev && !isBuilt(root)) throw new StartError("This version isn't built: run npm run build.");
  openImpatientDatabase();
  await requireOurDatabase(config);
  prepareNextEnvironment(config, dev);
  const { default: next } = await import("next");
  const baseUrl = new URL(config.baseUrl);
  const app = next({ dev, dir: root, hostname: baseUrl.hostname, port: config.port });
  await app.prepare();

  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  const headerOptions = { secure: baseUrl.protocol === "https:", dev };
  const server = createServer((request, response) => {
    setSecurityHeaders(request, response, headerOptions);
    if (request.url === "/readyz") return void answerReadyz(request, response);
    // Server actions compare it with the browser's Origin; a proxy may have put its own name into Host.
    request.headers["x-forwarded-host"] = baseUrl.host;
    request.headers["x-forwarded-proto"] = baseUrl.protocol.slice(0, -1);
    oversee(request, response);
    void handle(request, response);
  });
  server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  const metrics = config.metricsPort === undefined ? undefined : await serveMetrics(config.metricsPort);
  await listen(server, config);
  logger("web").info({ port: config.port }, "ready");

  return {
    async stop() {
      await drain(server, drainMs(config));
      metrics?.close();
      await app.close();
      await Promise.all([closeDatabase(), closeTemporal()]);
    },
  };
}

/** On loopback alone unless others are meant to reach it. */
function listen(server: Server, { port, baseUrl }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(taken ? new StartError(`Port ${port} is taken: set port to another number.`) : error);
    });
    if (isLoopback(baseUrl)) server.listen(port, "127.0.0.1", resolve);
    else server.listen(port, resolve);
  });
}
