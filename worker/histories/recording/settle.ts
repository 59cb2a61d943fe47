import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkflowHandle } from "@temporalio/client";
import { type SettleSiteWorkflow, settleWorkflowId, workflowNames } from "#lib/contracts/workflows.ts";
import { type ImpatientServer, startImpatientServer } from "../../testing/impatient-server.ts";
import { freshDomain, SUPPORT_URL, type World } from "../../testing/world.ts";
import { barrier, cancelledBehind, ended, lostThenRefused, type Scenario } from "./scenario.ts";

export const settlings: Scenario[] = [
  {
    name: "settle-settled",
    async run(world) {
      const handle = await settling(world);
      world.proxy.pass();
      return ended(handle);
    },
  },
  {
    name: "settle-settled-after-failed-try",
    async run(world) {
      const { database } = world;
      await database.$executeRaw`alter function begin_settling rename to begin_settling_later`;
      const handle = await settling(world);
      world.proxy.pass();
      await untilTryFailed(handle);
      await database.$executeRaw`alter function begin_settling_later rename to begin_settling`;
      return ended(handle);
    },
  },
  {
    name: "settle-cancelled",
    async run(world) {
      const handle = await settling(world);
      return cancelledBehind(barrier(world, "GET"), handle);
    },
  },
  {
    name: "settle-terminated",
    async run(world) {
      const handle = await settling(world);
      await handle.terminate();
      return ended(handle);
    },
  },
  continued(),
];

/** What follows a create whose answer was lost, while the farm is still away. */
async function settling(world: World): Promise<WorkflowHandle> {
  const domain = freshDomain();
  lostThenRefused(world, "POST");
  await ended(await world.create(await world.addUser(), domain));
  const { id } = await world.database.operation.findFirstOrThrow({ where: { domain } });
  return world.client.workflow.getHandle(settleWorkflowId(id));
}

/** Its eight attempts take two minutes. */
async function untilTryFailed(handle: WorkflowHandle): Promise<void> {
  const hasFailed = async () =>
    (await handle.fetchHistory()).events?.some((event) => event.activityTaskFailedEventAttributes);
  while (!(await hasFailed())) await delay(1_000);
}

/** A run that has become long, as a server says that takes a dozen events for many, and that goes on in another one. */
function continued(): Scenario {
  let server: ImpatientServer | undefined;
  return {
    name: "settle-continued-as-new",
    async run() {
      server = await startImpatientServer();
      const { client, taskQueue } = server;
      const { workflowId, firstExecutionRunId } = await client.workflow.start<SettleSiteWorkflow>(
        workflowNames.settle,
        { taskQueue, workflowId: "settle", args: [{ operationId: randomUUID(), supportUrl: SUPPORT_URL }] },
      );
      const handle = client.workflow.getHandle(workflowId, firstExecutionRunId, { followRuns: false });
      await ended(handle);
      await client.workflow.getHandle(workflowId).terminate();
      return handle;
    },
    stop: async () => server?.stop(),
  };
}
