import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { databaseTime, farmRestarted } from "./sync-repairs.ts";

const server = await databasesForFile();
beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
});
afterAll(() => closeDatabase());

test("hole 39: a name that was lost after the page was made is kept when the farm's restart is said on it", async () => {
  const person = { name: "admin", username: "admin", ownerClaim: "admin", isAdmin: true };
  const admin = await database().user.create({ data: { issuer: "tests", sub: "admin", ...person } });
  const lost = { ownerId: admin.id, ownerSource: "person" } as const;
  const bury = (domain: string, at: Date) => database().tombstone.create({ data: { ...lost, domain, at } });
  const kept = async () => (await database().tombstone.findMany()).map(({ domain }) => domain);

  const shown = await databaseTime();
  await bury("before.localhost", new Date(shown.getTime() - 1));
  await bury("between.localhost", new Date(shown.getTime() + 1));
  expect(await farmRestarted(admin, shown)).toBe(1);
  expect(await kept()).toEqual(["between.localhost"]);

  // Nobody can speak of what is still to come.
  const tomorrow = new Date(Date.now() + 86_400_000);
  await bury("later.localhost", new Date(Date.now() + 3_600_000));
  expect(await farmRestarted(admin, tomorrow)).toBe(1);
  expect(await kept()).toEqual(["later.localhost"]);
});
