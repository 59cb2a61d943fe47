import { randomUUID } from "node:crypto";
import { Connection } from "@temporalio/client";
import Long from "long";
import { z } from "zod";
import { askShared } from "./shared/ask.ts";
import { startTemporalServer } from "./temporal-server.ts";

const serverOfTheRun = z.object({ address: z.string(), uiUrl: z.string() });

export type TestTemporal = z.infer<typeof serverOfTheRun> & {
  /** Nobody else's, so that ids and the sync's schedule are this file's alone. */
  namespace: string;
  stop(): Promise<void>;
};

const DAY_S = Long.fromNumber(86_400);

/** A namespace of its own for a test file, on the Temporal server that all files share. */
export async function startTestTemporal(): Promise<TestTemporal> {
  const shared = await askShared("temporal", serverOfTheRun);
  const own = shared === undefined ? await startTemporalServer() : undefined;
  const { address, uiUrl } = serverOfTheRun.parse(shared ?? own);
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: DAY_S },
    });
  } finally {
    await connection.close();
  }
  return { address, uiUrl, namespace, stop: async () => own?.stop() };
}
