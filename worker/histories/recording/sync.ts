import { randomUUID } from "node:crypto";
import type { WorkflowHandle } from "@temporalio/client";
import { type SyncFedWikiSitesWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import type { World } from "../../testing/world.ts";
import { barrier, cancelledAt, ended, type Scenario } from "./scenario.ts";

export const syncs: Scenario[] = [
  { name: "sync-synced", run: async (world) => ended(await start(world)) },
  {
    name: "sync-refused",
    async run(world) {
      world.proxy.answer({ status: 200, body: [] });
      return ended(await start(world));
    },
  },
  {
    name: "sync-failed",
    async run(world) {
      world.proxy.answer({ status: 401, body: "" });
      return ended(await start(world));
    },
  },
  {
    name: "sync-unexpected",
    async run(world) {
      world.proxy.answer({ status: 400, body: "" });
      return ended(await start(world));
    },
  },
  {
    name: "sync-followed-by-another",
    async run(world) {
      const listing = barrier(world, "GET");
      const first = await start(world);
      await listing.reached;
      const { id } = await world.addUser({ isAdmin: true });
      await world.database.$queryRaw`select open_sync('button', ${id}::int, 60000)`;
      listing.open();
      world.proxy.pass();
      await ended(first);
      return first;
    },
  },
  {
    name: "sync-cancelled",
    run: (world) => cancelledAt(world, "GET", () => start(world)),
  },
];

/** The handle is this run's, also when another one follows it. */
async function start(world: World): Promise<WorkflowHandle> {
  const { id } = await world.addUser({ isAdmin: true });
  const { workflowId, firstExecutionRunId } = await world.client.workflow.start<SyncFedWikiSitesWorkflow>(
    workflowNames.sync,
    {
      taskQueue: world.dependencies.config.temporalTaskQueue,
      workflowId: randomUUID(),
      args: [{ defaultUserId: id }],
    },
  );
  return world.client.workflow.getHandle(workflowId, firstExecutionRunId, { followRuns: false });
}
