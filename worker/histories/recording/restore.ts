import { freshDomain, type World } from "../../testing/world.ts";
import { answers, ended, lostThenRefused, type Scenario } from "./scenario.ts";

export const restores: Scenario[] = [
  { name: "restore-restored", run: async (world) => restoration(world) },
  { name: "restore-restored-at-second-attempt", run: async (world) => restoration(world, 503, "pass") },
  { name: "restore-restored-as-concluded", run: async (world) => restoration(world, "cut", 401) },
  { name: "restore-authentication-failed", run: async (world) => restoration(world, 401) },
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
