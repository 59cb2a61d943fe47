import { randomUUID } from "node:crypto";
import { type PreviewSyncWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import { SUPPORT_URL, type World } from "../../testing/world.ts";
import { ended, type Scenario } from "./scenario.ts";

export const previews: Scenario[] = [
  { name: "preview-previewed", run: preview },
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
];

async function preview(world: World) {
  const { id: defaultUserId } = await world.addUser({ isAdmin: true });
  return ended(
    await world.client.workflow.start<PreviewSyncWorkflow>(workflowNames.preview, {
      taskQueue: world.dependencies.config.temporalTaskQueue,
      workflowId: randomUUID(),
      args: [{ defaultUserId, supportUrl: SUPPORT_URL }],
    }),
  );
}
