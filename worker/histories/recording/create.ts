import { randomUUID } from "node:crypto";
import { workflowNames } from "#lib/contracts/workflows.ts";
import { createInput, freshDomain } from "../../testing/world.ts";
import { answers, cancelledAt, ended, lostThenRefused, type Scenario } from "./scenario.ts";

export const creates: Scenario[] = [
  {
    name: "create-created",
    run: async (world) => ended(await world.create(await world.addUser(), freshDomain())),
  },
  {
    name: "create-created-at-second-attempt",
    async run(world) {
      answers(world, "POST", 503, "pass");
      return ended(await world.create(await world.addUser(), freshDomain()));
    },
  },
  {
    name: "create-created-as-concluded",
    async run(world) {
      answers(world, "POST", "cut", 401);
      return ended(await world.create(await world.addUser(), freshDomain()));
    },
  },
  {
    name: "create-quota",
    run: async (world) => ended(await world.create(await world.addUser({ quota: 0 }), freshDomain())),
  },
  {
    name: "create-name",
    run: async (world) => ended(await world.create(await world.addUser(), "no name")),
  },
  {
    name: "create-exists",
    async run(world) {
      const domain = freshDomain();
      await ended(await world.create(await world.addUser(), domain));
      return ended(await world.create(await world.addUser(), domain));
    },
  },
  {
    name: "create-authentication-failed",
    async run(world) {
      answers(world, "POST", 401);
      return ended(await world.create(await world.addUser(), freshDomain()));
    },
  },
  {
    name: "create-unexpected",
    async run(world) {
      answers(world, "POST", 400);
      return ended(await world.create(await world.addUser(), freshDomain()));
    },
  },
  {
    name: "create-gave-up",
    async run(world) {
      const member = await world.addUser();
      const domain = freshDomain();
      const workflowId = randomUUID();
      await world.database.operation.create({
        data: { kind: "create", workflowId, userId: member.id, domain, deadline: new Date(0) },
      });
      const { temporalTaskQueue: taskQueue } = world.dependencies.config;
      const args = [createInput(member, domain)];
      return ended(await world.client.workflow.start(workflowNames.create, { taskQueue, workflowId, args }));
    },
  },
  {
    name: "create-unknown",
    async run(world) {
      lostThenRefused(world, "POST");
      return ended(await world.create(await world.addUser(), freshDomain()));
    },
  },
  {
    name: "create-cancelled",
    async run(world) {
      const member = await world.addUser();
      return cancelledAt(world, "POST", () => world.create(member, freshDomain()));
    },
  },
];
