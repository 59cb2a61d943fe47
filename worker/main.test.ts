import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTemporal } from "#embedded/temporal/start.ts";
import { freePorts } from "#embedded/testing/ports.ts";
import { askShared } from "#embedded/testing/shared/ask.ts";
import { configToEnvironment, hostEnvironment } from "#lib/config.ts";
import { workflowNames } from "#lib/contracts/workflows.ts";
import { type GuardedProcess, spawnGuarded } from "#lib/process/guarded.ts";
import { createInput, freshDomain, type Services, startServices } from "./testing/world.ts";

let services: Services;
let folder: string;
beforeAll(async () => {
  services = await startServices({ MC_FEDWIKI_SYNC_ENABLED: "false" });
  // The worker takes the bundle of these sources, as in production.
  await askShared("workflows", z.object({}));
  folder = mkdtempSync(join(tmpdir(), "worker-main-"));
});
afterAll(async () => {
  await services?.stop();
  await rm(folder, { recursive: true });
});

const command = join(import.meta.dirname, "..", "bin", "main.ts");

/** The real process, as the command line starts it. */
function startProcess(settings: Record<string, string>): { worker: GuardedProcess; lines: string[] } {
  const lines: string[] = [];
  const worker = spawnGuarded({
    name: "The worker",
    command: process.execPath,
    args: [command, "worker"],
    env: { ...hostEnvironment(), ...configToEnvironment(services.dependencies.config), ...settings },
    cwd: folder,
    output: { onLine: (line: string) => lines.push(line) },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 30_000,
  });
  return { worker, lines };
}

const said = (lines: string[], words: string) =>
  expect.poll(() => lines.join("\n"), { timeout: 30_000 }).toContain(words);

test("the worker waits for Temporal, says when it is ready, and at SIGTERM ends what it has begun", async () => {
  const [port = 0, uiPort = 0] = await freePorts(2);
  const { worker, lines } = startProcess({ MC_TEMPORAL_ADDRESS: `127.0.0.1:${port}` });
  await said(lines, "waiting for Temporal");
  const temporal = await startTemporal({
    dataDir: folder,
    port,
    uiPort,
    namespace: "default",
    tell: () => undefined,
  });
  const connection = await Connection.connect({ address: temporal.address });
  try {
    await said(lines, "worker ready");
    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    // The worker asks the farm for other things as well.
    services.proxy.disturb(({ method }) => {
      if (method !== "POST") return undefined;
      asked.resolve();
      return { kind: "holdBefore", until: gate.promise };
    });
    const domain = freshDomain();
    await new Client({ connection }).workflow.start(workflowNames.create, {
      taskQueue: services.dependencies.config.temporalTaskQueue,
      workflowId: domain,
      args: [createInput(await services.addUser(), domain)],
    });
    await asked.promise;
    const stopped = worker.stop();
    gate.resolve();
    await stopped;
    expect(await worker.exited).toMatchObject({ code: 0 });
    expect(lines.join("\n")).toContain("worker stopped");
    expect(await services.database.site.findUnique({ where: { domain } })).toMatchObject({ state: "active" });
  } finally {
    await connection.close();
    await worker.stop();
    await temporal.stop();
  }
});

test("the worker refuses a schema that it doesn't know, with one line that says what to run", async () => {
  const url = new URL(services.dependencies.config.databaseUrl ?? "");
  url.pathname = "/postgres";
  const { worker, lines } = startProcess({ MC_DATABASE_URL: url.href, MC_TEMPORAL_ADDRESS: "127.0.0.1:1" });
  expect((await worker.exited).code).not.toBe(0);
  expect(lines.filter((line) => line.includes("run member-console migrate"))).toHaveLength(1);
});
