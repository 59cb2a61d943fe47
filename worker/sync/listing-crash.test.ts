import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "#embedded/postgres/start.ts";
import { migrate } from "#embedded/testing/migrate.ts";
import { freePort } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { openDatabase } from "#lib/database/client.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { sealedListing, settings, site } from "../testing/sync/listing.ts";
import { applySync } from "./runs.ts";

const scratch = scratchFolder();
let server: Awaited<ReturnType<typeof startPostgres>>;
let db: PrismaClient;
beforeAll(async () => {
  server = await startPostgres({ dataDir: join(scratch.path, "postgres"), port: await freePort() });
  await migrate(server.url);
  db = openDatabase(server.url);
});
afterAll(async () => {
  await db?.$disconnect();
  await server?.stop();
  scratch.remove();
});

/** As a machine that loses its power: nothing is written back, and the server recovers when it is started. */
async function killAndRestart(): Promise<void> {
  await db.$disconnect();
  process.kill(server.pid, "SIGKILL");
  await server.exited;
  const { port } = new URL(server.url);
  server = await startPostgres({ dataDir: join(scratch.path, "postgres"), port: Number(port) });
  db = openDatabase(server.url);
}

test("hole 31: PostgreSQL killed between the two activities: the sealed listing is whole, and removes nothing that it had", async () => {
  const data = { issuer: "t", sub: "admin", name: "Admin", username: "admin", ownerClaim: "a" };
  await db.user.create({ data });
  const wikis = Array.from({ length: 500 }, (_, index) => site(`wiki-${index}.localhost`));
  const first = await sealedListing(db, "first", wikis);
  expect(await applySync(db, { listingId: first, runId: "first", ...settings })).toMatchObject({
    sitesAdded: 500,
  });

  const listingId = await sealedListing(db, "second", [...wikis, site("new.localhost")]);
  await killAndRestart();
  expect(await db.farmListingSite.count({ where: { listingId } })).toBe(501);
  expect(await applySync(db, { listingId, runId: "second", ...settings })).toMatchObject({
    success: true,
    sitesFound: 501,
    sitesAdded: 1,
    sitesRemoved: 0,
  });
  expect(await db.site.count()).toBe(501);
});
