import { randomUUID } from "node:crypto";
import { type RestoreFedWikiSiteWorkflow, workflowNames } from "#lib/contracts/workflows.ts";
import { freshDomain, SUPPORT_URL, type World } from "../../testing/world.ts";
import { answers, cancelledAt, ended, lostThenRefused, type Scenario } from "./scenario.ts";

export const restores: Scenario[] = [
  { name: "restore-restored", run: async (world) => restoration(world) },
  { name: "restore-restored-at-second-attempt", run: async (world) => restoration(world, 503, "pass") },
  { name: "restore-restored-as-concluded", run: async (world) => restoration(world, "cut", 401) },
  { name: "restore-authentication-failed", run: async (world) => restoration(world, 401) },
  { name: "restore-unexpected", run: async (world) => restoration(world, 400) },
  {
    name: "restore-nothing-to-restore",
    run: async (world) => ended(await world.restore(await world.addUser(), freshDomain())),
  },
  {
    name: "restore-unknown",
    async run(world) {
      const { member, domain } = await deletedWiki(world);
      lostThenRefused(world, "PATCH");
      return ended(await world.restore(member, domain));
    },
  },
  {
    name: "restore-gave-up",
    async run(world) {
      const { member, domain } = await deletedWiki(world);
      const workflowId = randomUUID();
      await world.database.operation.create({
        data: { kind: "restore", workflowId, userId: member.id, domain, deadline: new Date(0) },
      });
      return ended(
        await world.client.workflow.start<RestoreFedWikiSiteWorkflow>(workflowNames.restore, {
          taskQueue: world.dependencies.config.temporalTaskQueue,
          workflowId,
          args: [{ userId: member.id, domain, supportUrl: SUPPORT_URL }],
        }),
      );
    },
  },
  {
    name: "restore-cancelled",
    async run(world) {
      const { member, domain } = await deletedWiki(world);
      return cancelledAt(world, "PATCH", () => world.restore(member, domain));
    },
  },
];

async function restoration(world: World, ...script: (number | "cut" | "pass")[]) {
  const { member, domain } = await deletedWiki(world);
  answers(world, "PATCH", ...script);
  return ended(await world.restore(member, domain));
}

async function deletedWiki(world: World) {
  const member = await world.addUser();
  const domain = freshDomain();
  await ended(await world.create(member, domain));
  await ended(await world.delete(member, domain));
  return { member, domain };
}
