import { randomUUID } from "node:crypto";
import { Writable } from "node:stream";
import { Client } from "@temporalio/client";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { installConfig } from "#lib/config.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { syncStackForFile } from "#worker/testing/for-file.ts";
import { freshDomain } from "#worker/testing/world.ts";
import { openOperation } from "./open-operation.ts";
import { readProgress } from "./progress.ts";
import { runOperation } from "./run-operation.ts";

const stack = await syncStackForFile({ MC_PATIENCE: "3s" });
let alice: User;
let stopWorker: () => Promise<void>;
let logged: string[];
beforeAll(async () => {
  alice = await stack.addUser("alice");
  stopWorker = await stack.startWorker();
});
afterAll(async () => {
  globalThis.memberConsoleTemporal = stack.client;
  globalThis.memberConsoleLog = undefined;
  await stopWorker?.();
});
beforeEach(() => {
  logged = [];
  const write = (line: Buffer, _encoding: string, done: () => void) => {
    logged.push(line.toString());
    done();
  };
  globalThis.memberConsoleLog = pino({ level: "error" }, new Writable({ write }));
  globalThis.memberConsoleTemporal = stack.client;
  installConfig(stack.config);
});

async function open(domain: string) {
  const asked = { id: randomUUID(), kind: "create", userId: alice.id, subject: alice.ownerClaim } as const;
  const opened = await openOperation({ ...asked, domain });
  if (!opened.ok) throw new Error(opened.code);
  return opened.operation;
}

test("a result that this process can't read: the answer is `running`, and the log says why", async () => {
  const decode = async () => {
    throw new Error("no key for this payload");
  };
  const payloadCodecs = [{ encode: async <T>(payloads: T) => payloads, decode }];
  const { connection, options } = stack.client;
  const { namespace } = options;
  globalThis.memberConsoleTemporal = new Client({ connection, namespace, dataConverter: { payloadCodecs } });
  installConfig({ ...stack.config, patienceMs: 30_000 });
  const domain = freshDomain("unreadable");
  const operation = await open(domain);
  expect(await runOperation(operation)).toEqual({ state: "running" });
  expect(logged).toEqual([expect.stringContaining("no key for this payload")]);
  expect(logged[0]).toContain(operation.id);
});

test("Temporal that knows nothing of the namespace: the state isn't known, and the log says why", async () => {
  const { connection } = stack.client;
  globalThis.memberConsoleTemporal = new Client({ connection, namespace: "nowhere" });
  const operation = await open(freshDomain("nowhere"));
  expect(await readProgress(operation)).toEqual({ state: "notKnown" });
  expect(logged).toEqual([expect.stringContaining("nowhere")]);
});

test("patience that runs out is no error", async () => {
  const barrier = Promise.withResolvers<void>();
  stack.proxy.disturb(() => ({ kind: "holdBefore", until: barrier.promise }));
  const domain = freshDomain("slow");
  const operation = await open(domain);
  expect(await runOperation(operation)).toEqual({ state: "running" });
  expect(logged).toEqual([]);
  barrier.resolve();
  const row = () => stack.database.operation.findUniqueOrThrow({ where: { id: operation.id } });
  await expect.poll(row, { timeout: 20_000 }).toMatchObject({ state: "done" });
});
