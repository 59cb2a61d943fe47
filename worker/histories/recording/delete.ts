import { freshDomain, type World } from "../../testing/world.ts";
import { answers, cancelledAt, ended, lostThenRefused, type Scenario } from "./scenario.ts";

export const deletes: Scenario[] = [
  { name: "delete-deleted", run: async (world) => deletion(world) },
  { name: "delete-deleted-at-second-attempt", run: async (world) => deletion(world, 503, "pass") },
  { name: "delete-deleted-as-concluded", run: async (world) => deletion(world, "cut", 401) },
  { name: "delete-authentication-failed", run: async (world) => deletion(world, 401) },
  { name: "delete-unexpected", run: async (world) => deletion(world, 400) },
  {
    name: "delete-permission-denied",
    async run(world) {
      const { domain } = await wiki(world);
      return ended(await world.delete(await world.addUser(), domain));
    },
  },
  {
    name: "delete-no-such-wiki",
    run: async (world) => ended(await world.delete(await world.addUser(), freshDomain())),
  },
  {
    name: "delete-unknown",
    async run(world) {
      const { member, domain } = await wiki(world);
      lostThenRefused(world, "DELETE");
      return ended(await world.delete(member, domain));
    },
  },
  {
    name: "delete-cancelled",
    async run(world) {
      const { member, domain } = await wiki(world);
      return cancelledAt(world, "DELETE", () => world.delete(member, domain));
    },
  },
];

async function deletion(world: World, ...script: (number | "cut" | "pass")[]) {
  const { member, domain } = await wiki(world);
  answers(world, "DELETE", ...script);
  return ended(await world.delete(member, domain));
}

async function wiki(world: World) {
  const member = await world.addUser();
  const domain = freshDomain();
  await ended(await world.create(member, domain));
  return { member, domain };
}
