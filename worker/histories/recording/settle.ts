import type { WorkflowHandle } from "@temporalio/client";
import { settleWorkflowId } from "#lib/contracts/workflows.ts";
import { freshDomain, type World } from "../../testing/world.ts";
import { ended, lostThenRefused, type Scenario } from "./scenario.ts";

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
    name: "settle-terminated",
    async run(world) {
      const handle = await settling(world);
      await handle.terminate();
      return ended(handle);
    },
  },
];

/** What follows a create whose answer was lost, while the farm is still away. */
async function settling(world: World): Promise<WorkflowHandle> {
  const domain = freshDomain();
  lostThenRefused(world, "POST");
  await ended(await world.create(await world.addUser(), domain));
  const { id } = await world.database.operation.findFirstOrThrow({ where: { domain } });
  return world.client.workflow.getHandle(settleWorkflowId(id));
}
