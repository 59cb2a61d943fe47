import { expect, test } from "vitest";
import { worldForFile } from "../testing/for-file.ts";
import { freshDomain } from "../testing/world.ts";

const world = await worldForFile();

test("hole 38: the sync is off, eight answers are lost, the farm comes back: settled", async () => {
  const alice = await world.addUser();
  const domain = freshDomain();
  const read = () => world.database.operation.findFirstOrThrow({ where: { domain } });
  world.proxy.disturb(({ method }) => (method === "POST" ? { kind: "cutAfter" } : { kind: "cutBefore" }));
  const handle = await world.create(alice, domain);
  expect(await handle.result()).toMatchObject({ success: false });
  expect(world.proxy.seen.filter(({ method }) => method === "POST")).toHaveLength(8);
  expect(await read()).toMatchObject({ state: "unknown" });

  world.proxy.pass();
  await expect.poll(read, { timeout: 60_000 }).toMatchObject({ state: "done", outcome: "created" });
  expect(await world.database.site.findUniqueOrThrow({ where: { domain } })).toMatchObject({
    state: "active",
  });
}, 300_000);
