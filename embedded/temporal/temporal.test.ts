import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, Connection } from "@temporalio/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freePorts } from "#embedded/testing/ports.ts";
import { type ScratchFolder, scratchFolder } from "../testing/scratch-folder.ts";
import { findTemporalServer } from "./find-server.ts";
import { startTemporal, type TemporalOptions } from "./start.ts";

// Services start slowly while other files' services start.
vi.setConfig({ testTimeout: 120_000 });

let scratch: ScratchFolder;
let options: TemporalOptions;
beforeEach(async () => {
  scratch = scratchFolder();
  const [port = 0, uiPort = 0] = await freePorts(2);
  options = {
    dataDir: join(scratch.path, "temporal"),
    port,
    uiPort,
    namespace: "default",
    tell: () => undefined,
  };
});
afterEach(() => scratch.remove());

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

const startWorkflow = (client: Client) =>
  client.workflow.start("anything", { taskQueue: "nobody", workflowId: "kept" });

test("a second start finds the workflows of the first", async () => {
  const first = await startTemporal(options);
  await withClient(first.address, startWorkflow);
  await first.stop();
  const second = await startTemporal(options);
  const { status } = await withClient(second.address, (client) =>
    client.workflow.getHandle("kept").describe(),
  );
  expect(status.name).toBe("RUNNING");
  await second.stop();
});

test("after its parent was killed it ends, and the next start has every workflow", async () => {
  const { tell: _, ...plain } = options;
  const program = `
    const { startTemporal } = await import(${JSON.stringify(new URL("./start.ts", import.meta.url).href)});
    await startTemporal({ ...${JSON.stringify(plain)}, tell() {} });
    process.stdout.write("up\\n");`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(createInterface(parent.stdout), "line");
  await withClient(`127.0.0.1:${options.port}`, startWorkflow);
  parent.kill("SIGKILL");
  await expect.poll(() => answers(options.port), { timeout: 60_000 }).toBe(false);

  const next = await startTemporal(options);
  const { status } = await withClient(next.address, (client) => client.workflow.getHandle("kept").describe());
  expect(status.name).toBe("RUNNING");
  await next.stop();
});

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    (error) => error.cause?.code !== "ECONNREFUSED",
  );
}

test("a taken port is named, with what to do", async () => {
  const server = await startTemporal(options);
  const remedy = "stop what listens there, or set port to another number, or set temporal-address";
  await expect(startTemporal(options)).rejects.toThrow(`port ${options.port} (Temporal) is taken: ${remedy}`);
  const [port = 0] = await freePorts(1);
  await expect(startTemporal({ ...options, port })).rejects.toThrow(
    `port ${options.uiPort} (Temporal's web pages) is taken: ${remedy}`,
  );
  await server.stop();
});

test("a configured path that leads nowhere is named", async () => {
  const search = { cliPath: "/nowhere/temporal", cacheDir: scratch.path, tell: () => undefined };
  await expect(findTemporalServer(search)).rejects.toThrow(
    "temporal-cli-path: there is no /nowhere/temporal",
  );
});
