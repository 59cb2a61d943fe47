import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFarm, type TestFarm } from "#embedded/testing/farm.ts";
import { farmOwner } from "#lib/contracts/owner.ts";
import { type FarmClient, farmClient } from "#lib/farm/client.ts";
import { currentFacts } from "./current-facts.ts";

let server: TestFarm;
let farm: FarmClient;

const confirmedAt = new Date("2026-11-01T10:00:00Z");
const lastModified = new Date("2026-10-01T10:00:00Z");
const notes = { domain: "notes.localhost", pages: 7, storageBytes: 4_200n, lastModified, confirmedAt };

beforeAll(async () => {
  server = await startTestFarm();
  farm = farmClient({ fedwikiFarmUrl: server.url, fedwikiFarmToken: server.token });
  const marker = { console: crypto.randomUUID(), operation: crypto.randomUUID() };
  await farm.create(notes.domain, farmOwner("alice", "sub-of-alice", marker));
});

afterAll(() => server.stop());

describe("currentFacts", () => {
  it("tells what the farm says now, not what it said last", async () => {
    const { source, facts } = await currentFacts(notes, farm);
    expect({ source, status: facts.status }).toEqual({ source: "farm", status: "active" });
    expect(facts.pages).toBeLessThan(7);
    expect(facts.storageBytes).toBeTypeOf("bigint");
  });

  it("says so when the farm has no such wiki", async () => {
    const answer = await currentFacts({ ...notes, domain: "none.localhost" }, farm);
    expect(answer).toEqual({ source: "farm", facts: { status: "absent" } });
  });

  it("tells what was known last, and of when it is, when the farm is down", async () => {
    await server.takeDown();
    const facts = { pages: 7, storageBytes: 4_200n, lastModified };
    expect(await currentFacts(notes, farm)).toEqual({ source: "lastKnown", facts, confirmedAt });
    await server.bringUp();
  });

  it("tells nothing when the farm is down and never said anything", async () => {
    await server.takeDown();
    const unknown = { ...notes, pages: null, storageBytes: null, lastModified: null, confirmedAt: null };
    expect(await currentFacts(unknown, farm)).toEqual({ source: "lastKnown", facts: {} });
    await server.bringUp();
  });

  it("waits no longer than it was told to for a farm that doesn't answer in time", async () => {
    expect((await currentFacts(notes, farm, 1)).source).toBe("lastKnown");
  });

  it("tells what was known last when the farm refuses the console", async () => {
    const refused = farmClient({ fedwikiFarmUrl: server.url, fedwikiFarmToken: "wrong" });
    expect((await currentFacts(notes, refused)).source).toBe("lastKnown");
  });
});
