import { settleWorkflowId, workflowNames } from "#lib/contracts/workflows.ts";
import { passQuietTime } from "#lib/ledger/testing.ts";
import type { Life } from "./life.ts";

/** What was cut off in this batch never arrives, so that nobody has to wait ten minutes for it. */
export async function endQuiet({ lane }: Life, domains: string[]): Promise<void> {
  await lane.database.operation.updateMany({
    where: { domain: { in: domains }, quietUntil: { not: null } },
    data: { quietUntil: new Date(0) },
  });
}

/**
 * As after eleven minutes: nothing is on its way any more. What ended unknown is settled; its workflows begin anew, since
 * they sleep for up to two minutes.
 */
export async function letTimePass({ lane, domains }: Life): Promise<void> {
  const { database, client, config } = lane;
  await passQuietTime(database, domains);
  // Those that hold their wiki first: what others took over is over when they are.
  const unknown = await database.operation.findMany({
    where: { domain: { in: domains }, state: "unknown" },
    include: { holds: true },
  });
  for (const { id } of unknown.toSorted((a, b) => b.holds.length - a.holds.length)) {
    await client.workflow.execute(workflowNames.settle, {
      workflowId: settleWorkflowId(id),
      taskQueue: config.temporalTaskQueue,
      workflowIdConflictPolicy: "TERMINATE_EXISTING",
      workflowIdReusePolicy: "ALLOW_DUPLICATE",
      args: [{ operationId: id, supportUrl: config.supportUrl }],
    });
  }
}
