import type { IncomingMessage, ServerResponse } from "node:http";
import { readiness } from "#lib/health/readiness.ts";

/**
 * Whether a load balancer shall send people here, and what is missing: 503 without the database alone, since a farm, a
 * provider or a Temporal that is down would take every console out at once. For anybody to read, and never from Next:
 * what is asked here must be answered whatever the pages do.
 */
export async function answerReadyz(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { ready, standings } = await readiness();
  const says = Object.entries(standings).map(([name, standing]) => [name, standing.says]);
  response.writeHead(ready ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(
    request.method === "HEAD" ? undefined : `${JSON.stringify({ ready, ...Object.fromEntries(says) })}\n`,
  );
}
