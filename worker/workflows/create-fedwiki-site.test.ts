import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDomain, startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

describe("CreateFedWikiSiteWorkflow", () => {
  test("creates the site on the farm and records it; owner.json is the seed's, with our marker", async () => {
    const alice = await world.addUser();
    const domain = freshDomain();
    const result = await (await world.create(alice, domain)).result();

    const site = await world.database.site.findUniqueOrThrow({ where: { domain } });
    expect(result).toEqual({ success: true, siteId: site.id, domain });
    expect(site).toMatchObject({
      ownerId: alice.id,
      ownerSource: "person",
      state: "active",
      operationId: null,
    });
    const operation = await world.database.operation.findFirstOrThrow({ where: { domain } });
    const { uuid } = await world.database.console.findFirstOrThrow();
    const owner = await readFile(join(world.farm.sitesDir, domain, "status/owner.json"), "utf8");
    expect(JSON.parse(owner)).toEqual({
      name: alice.name,
      oauth2: { id: alice.ownerClaim, username: alice.name },
      memberConsole: { console: uuid, operation: operation.id },
    });
  });
});
