import { expect, test } from "vitest";
import { worldForFile } from "../testing/for-file.ts";
import { readable } from "../testing/readable.ts";
import { freshDomain } from "../testing/world.ts";

const world = await worldForFile();

test("hole 22: what the database says of an error is in the log, and not in the history, which has one sentence", async () => {
  const canary = "canary-in-an-error";
  const { database } = world;
  await database.$executeRawUnsafe(`create function refuse_sending() returns trigger language plpgsql as $$
    begin raise exception '${canary}'; end $$`);
  await database.$executeRaw`create trigger refuse_sending before update on operation
    for each row when (new.state = 'sent') execute function refuse_sending()`;
  const handle = await world.create(await world.addUser(), freshDomain());
  await expect.poll(() => world.logged.some((line) => line.includes(canary)), { timeout: 20_000 }).toBe(true);
  await database.$executeRaw`drop trigger refuse_sending on operation`;
  expect(await handle.result()).toMatchObject({ success: true });
  const history = readable(await handle.fetchHistory());
  expect(history).not.toContain(canary);
  expect(history).toContain("Something went wrong on the console's side.");
});
