import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startTemporal } from "#embedded/temporal/start.ts";
import { freePorts } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { installConfig } from "#lib/config.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { closeTemporal } from "#lib/temporal/client.ts";
import { installTestRuntime, startTestWorker } from "#worker/testing/start-worker.ts";
import { freshDomain, startServices } from "#worker/testing/world.ts";
import { openOperation } from "./open-operation.ts";
import { readProgress } from "./progress.ts";
import { runOperation } from "./run-operation.ts";

const PATIENCE_MS = 1_000;

test("hole 24: Temporal is down during a submit: the answer comes in time, nothing is lost, and it goes on afterwards", async () => {
  const [port = 0, uiPort = 0] = await freePorts(2);
  const services = await startServices({
    MC_TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    MC_PATIENCE: `${PATIENCE_MS}ms`,
    MC_LOG_LEVEL: "silent",
  });
  onTestFinished(() => services.stop());
  installConfig(services.dependencies.config);
  onTestFinished(() => Promise.all([closeTemporal(), closeDatabase()]).then(() => undefined));

  const member = await services.addUser();
  const domain = freshDomain("offline");
  const asked = { userId: member.id, subject: member.ownerClaim, domain };
  const opened = await openOperation({ ...asked, id: randomUUID(), kind: "create" });
  if (!opened.ok) throw new Error(opened.code);
  const { id } = opened.operation;
  const startedAt = performance.now();
  const result = await runOperation(opened.operation);
  expect(result).toEqual({ state: "running" });
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS + 2_000);
  expect(await readProgress(opened.operation)).toEqual({ state: "notKnown" });

  const folder = scratchFolder();
  onTestFinished(() => folder.remove());
  const temporal = await startTemporal({
    dataDir: join(folder.path, "temporal"),
    port,
    uiPort,
    namespace: "default",
    tell: console.info,
  });
  onTestFinished(() => temporal.stop().then(() => undefined));
  installTestRuntime();
  const stopWorker = await startTestWorker(services.dependencies, temporal.address);
  const read = () => services.database.operation.findUniqueOrThrow({ where: { id } });
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ state: "done", outcome: "created" });
  await stopWorker();
}, 120_000);
