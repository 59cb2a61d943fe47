import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { type DeletedSite, deletedSites, restoreBar, visibleDeletedSite } from "./deleted.ts";
import { wikiHold } from "./hold.ts";

const server = await databasesForFile();
let alice: { id: number; isAdmin: boolean };
let bob: { id: number; isAdmin: boolean };
let admin: { id: number; isAdmin: boolean };

beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
  alice = await addUser("alice", false);
  bob = await addUser("bob", false);
  admin = await addUser("admin", true);
  await addDeleted("garden.example.org", { archivedById: alice.id, day: 1 });
  await addDeleted("notes.example.org", { archivedById: admin.id, day: 2 });
  await addDeleted("plans.example.org", { day: 3 });
  await addDeleted("unassigned.example.org", { ownerSource: "default", day: 4 });
  await addDeleted("returning.example.org", { day: 5 });
  const returning = { domain: "returning.example.org", ownerId: alice.id, ownerSource: "person" } as const;
  await database().site.create({ data: { ...returning, state: "restoring" } });
  await database().hold.create({ data: { domain: "plans.example.org", reason: "It was abused" } });
});

afterAll(() => closeDatabase());

describe("a member's deleted wikis", () => {
  it("are theirs, the latest first, without unassigned ones and those that are on their way back", async () => {
    const { total, shown } = await deletedSites(alice.id, { limit: 10 });
    expect(shown.map(({ domain }) => domain)).toEqual([
      "plans.example.org",
      "notes.example.org",
      "garden.example.org",
    ]);
    expect(total).toBe(3);
    expect(await deletedSites(bob.id, { limit: 10 })).toEqual({ total: 0, shown: [] });
  });

  it("are all in reach, part by part, also past their end", async () => {
    const part = async (skip: number) => {
      const { total, shown } = await deletedSites(alice.id, { limit: 2, skip });
      return [total, ...shown.map(({ domain }) => domain)];
    };
    expect(await part(0)).toEqual([3, "plans.example.org", "notes.example.org"]);
    expect(await part(2)).toEqual([3, "garden.example.org"]);
    expect(await part(4)).toEqual([3]);
  });

  it("hole 19: a hold and its reason are for the wiki's owner and administrators to see, and for nobody else", async () => {
    const domain = "plans.example.org";
    expect(await wikiHold(alice, domain)).toMatchObject({ reason: "It was abused" });
    expect(await wikiHold(admin, domain)).toMatchObject({ reason: "It was abused" });
    expect(await wikiHold(bob, domain)).toBeNull();
    expect(await wikiHold(alice, "garden.example.org")).toBeNull();
  });

  it("hole 19: by name or by a guessed id they are nobody else's to see but an administrator's", async () => {
    const own = await found(alice, "garden.example.org");
    expect(own).toMatchObject({ ownerSource: "person", owner: { name: "alice", username: "alice" } });
    expect(await visibleDeletedSite(admin, { id: own.id })).toEqual(own);
    expect(await visibleDeletedSite(bob, { id: own.id })).toBeNull();
    expect(await visibleDeletedSite(bob, { domain: own.domain })).toBeNull();
    expect(await visibleDeletedSite(alice, { domain: "unassigned.example.org" })).toBeNull();
    expect((await found(admin, "unassigned.example.org")).ownerSource).toBe("default");
    expect(await visibleDeletedSite(alice, { id: 0 })).toBeNull();
  });

  it("hole 28: can't be restored while on hold, nor by their owner when somebody else deleted them", async () => {
    expect(restoreBar(alice, await found(alice, "garden.example.org"))).toBeUndefined();
    const byAdmin = await found(alice, "notes.example.org");
    expect(restoreBar(alice, byAdmin)).toBe("archivedByAdministrator");
    expect(restoreBar(admin, byAdmin)).toBeUndefined();
    const held = await found(alice, "plans.example.org");
    expect([restoreBar(alice, held), restoreBar(admin, held)]).toEqual(["onHold", "onHold"]);
  });
});

async function found(viewer: { id: number; isAdmin: boolean }, domain: string): Promise<DeletedSite> {
  const site = await visibleDeletedSite(viewer, { domain });
  if (site === null) throw new Error(`${domain} isn't there`);
  return site;
}

async function addUser(username: string, isAdmin: boolean) {
  const person = { issuer: "embedded", sub: username, name: username, username, ownerClaim: username };
  const { id } = await database().user.create({ data: { ...person, isAdmin } });
  return { id, isAdmin };
}

async function addDeleted(
  domain: string,
  {
    day,
    archivedById = null,
    ownerSource = "person",
  }: { day: number; archivedById?: number | null; ownerSource?: "person" | "default" },
): Promise<void> {
  const archivedAt = new Date(Date.UTC(2026, 10, day));
  const data = { domain, ownerId: alice.id, ownerSource, archivedById, archivedAt } as const;
  await database().archivedSite.create({ data: { ...data, stateBefore: "active" } });
}
