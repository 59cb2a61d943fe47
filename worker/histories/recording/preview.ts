import { randomUUID } from "node:crypto";
import { type PreviewSyncWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import { SUPPORT_URL, type World } from "../../testing/world.ts";
import { cancelledAt, ended, type Scenario } from "./scenario.ts";

export const previews: Scenario[] = [
  { name: "preview-previewed", run: (world) => preview(world) },
  {
    name: "preview-refused",
    async run(world) {
      world.proxy.answer({ status: 200, body: [] });
      return preview(world);
    },
  },
  {
    name: "preview-authentication-failed",
    async run(world) {
      world.proxy.answer({ status: 401, body: "" });
      return preview(world);
    },
  },
  {
    name: "preview-unexpected",
    async run(world) {
      world.proxy.answer({ status: 400, body: "" });
      return preview(world);
    },
  },
  {
    name: "preview-cancelled",
    run: (world) => cancelledAt(world, "GET", () => start(world)),
  },
];

const preview = async (world: World) => ended(await start(world));

async function start(world: World) {
  const { id: defaultUserId } = await world.addUser({ isAdmin: true });
  return world.client.workflow.start<PreviewSyncWorkflow>(workflowNames.preview, {
    taskQueue: world.dependencies.config.temporalTaskQueue,
    workflowId: randomUUID(),
    args: [{ defaultUserId, supportUrl: SUPPORT_URL }],
  });
}
