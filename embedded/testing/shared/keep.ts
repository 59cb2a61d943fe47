/**
 * Once for a test run: keeps the services that its files share. They are asked for over HTTP and started then, so that
 * a file which needs none starts none.
 */
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { startDatabaseServer } from "../database-server.ts";
import { startProvider } from "../oidc.ts";
import { startTemporalServer } from "../temporal-server.ts";
import type { SharedService } from "./ask.ts";
import { bundleWorkflows } from "./workflows.ts";

declare module "vitest" {
  export interface ProvidedContext {
    sharedServices: string;
  }
}

type Start = () => Promise<{ stop(): Promise<void> }>;

const starts: Record<SharedService, Start> = {
  // None of its databases is meant to outlive the machine.
  postgres: () => startDatabaseServer({ fsync: "off", max_connections: "500" }),
  temporal: startTemporalServer,
  provider: startProvider,
  workflows: bundleWorkflows,
};

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = new Map<string, ReturnType<Start>>();
  const start = (name: string): ReturnType<Start> | undefined => {
    const known = started.get(name);
    if (known !== undefined) return known;
    const [, begin] = Object.entries(starts).find(([service]) => service === name) ?? [];
    const starting = begin?.();
    if (starting !== undefined) started.set(name, starting);
    return starting;
  };

  const server = createServer(async ({ url = "/" }, response) => {
    try {
      const service = await start(url.slice(1));
      response.writeHead(service === undefined ? 404 : 200).end(JSON.stringify(service ?? {}));
    } catch (error) {
      response.writeHead(500).end(`${url} of all tests can't be started: ${String(error)}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the keeper has no port");
  project.provide("sharedServices", `http://127.0.0.1:${address.port}`);

  return async () => {
    server.close();
    server.closeAllConnections();
    const services = await Promise.allSettled(started.values());
    await Promise.all(services.map((each) => (each.status === "fulfilled" ? each.value.stop() : undefined)));
  };
}
