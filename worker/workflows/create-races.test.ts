import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { messages } from "#lib/contracts/messages.ts";
import { worldForFile } from "../testing/for-file.ts";
import { lookUp } from "../testing/look-up.ts";
import { freshDomain } from "../testing/world.ts";

const world = await worldForFile();

const { create, siteOf } = lookUp(() => world);

test("hole 2: 100 creates of one name at once, by 10 people: one wins, and 99 hear the seed's sentence", async () => {
  const members = await Promise.all(Array.from({ length: 10 }, () => world.addUser({ quota: 100 })));
  const domain = freshDomain();
  const requests = Array.from({ length: 10 }, () => members).flat();
  const answers = await Promise.all(
    requests.map(async (member) => ({ member, output: await create(member, domain) })),
  );
  const [winner, ...others] = answers.filter(({ output }) => output.success);
  expect(others).toEqual([]);
  const refusals = answers.filter(({ output }) => output.errorMessage === messages.alreadyExists);
  expect(refusals).toHaveLength(99);
  expect(await siteOf(domain)).toMatchObject({ ownerId: winner?.member.id, state: "active" });
  expect(await world.dependencies.farm.get(domain)).toMatchObject({
    owner: { subject: winner?.member.ownerClaim },
  });
});

test("hole 10: 50 creates of one member at once, with a quota of 3: three wikis, here and on the farm", async () => {
  const member = await world.addUser({ quota: 3 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => create(member, freshDomain("race"))));
  expect(answers.filter(({ success }) => success)).toHaveLength(3);
  const full = messages.quotaExceeded.replace("{quota}", "3");
  expect(answers.filter(({ errorMessage }) => errorMessage === full)).toHaveLength(47);
  expect(await world.database.site.count({ where: { ownerId: member.id } })).toBe(3);
  const folders = (await readdir(world.farm.sitesDir)).filter((name) => name.startsWith("race-"));
  expect(folders).toHaveLength(3);
});
