import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { visibleOperation } from "#lib/operations/queries.ts";
import { ownSites, siteUsage, visibleSite, waitingCreates } from "./queries.ts";

const server = await databasesForFile();
const ids = { alice: 0, bob: 0, admin: 0 };

beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
  ids.admin = await addUser("admin", true);
  ids.alice = await addUser("alice", false);
  ids.bob = await addUser("bob", false);
  await addSite("notes.example.org", ids.alice, "person");
  await addSite("garden.example.org", ids.alice, "farm", "creating");
  await addSite("bobs.example.org", ids.bob, "person");
  await addSite("unassigned.example.org", ids.alice, "default");
});

afterAll(() => closeDatabase());

describe("a member's own wikis", () => {
  it("are theirs by name, without the unassigned ones that stand with them", async () => {
    const sites = await ownSites(ids.alice);
    expect(sites.map(({ domain }) => domain)).toEqual(["garden.example.org", "notes.example.org"]);
  });
  it("tell which of them are on hold", async () => {
    for (const domain of ["notes.example.org", "bobs.example.org"]) {
      await database().hold.create({ data: { domain, reason: "It was abused" } });
    }
    const sites = await ownSites(ids.alice);
    expect(sites.filter(({ isOnHold }) => isOnHold).map(({ domain }) => domain)).toEqual([
      "notes.example.org",
    ]);
  });
  it("count for the quota while they are being made; unassigned ones don't", async () => {
    expect(await siteUsage({ id: ids.alice, quota: null }, 3)).toEqual({ used: 2, quota: 3 });
  });
  it("are counted against a quota of their own where the member has one", async () => {
    expect(await siteUsage({ id: ids.alice, quota: 0 }, 3)).toEqual({ used: 2, quota: 0 });
  });
});

describe("visibleSite", () => {
  const nobody = { id: 999_999, isAdmin: false };
  it("shows a wiki to its owner and to an administrator", async () => {
    const owner = await visibleSite({ id: ids.alice, isAdmin: false }, "notes.example.org");
    const admin = await visibleSite({ id: ids.admin, isAdmin: true }, "notes.example.org");
    expect([owner?.domain, admin?.domain]).toEqual(["notes.example.org", "notes.example.org"]);
  });
  it("shows another member nothing, as for a wiki that doesn't exist", async () => {
    expect(await visibleSite({ id: ids.bob, isAdmin: false }, "notes.example.org")).toBeNull();
    expect(await visibleSite(nobody, "notes.example.org")).toBeNull();
    expect(await visibleSite({ id: ids.admin, isAdmin: true }, "none.example.org")).toBeNull();
  });
  it("shows an unassigned wiki to administrators alone", async () => {
    expect(await visibleSite({ id: ids.alice, isAdmin: false }, "unassigned.example.org")).toBeNull();
    const admin = await visibleSite({ id: ids.admin, isAdmin: true }, "unassigned.example.org");
    expect(admin?.owner.username).toBe("alice");
  });
});

describe("creates that nobody has taken yet", () => {
  it("are shown to who asked for them, until they have a row or have ended", async () => {
    const waiting = await addOperation(ids.bob, "running");
    await addOperation(ids.bob, "gaveUp");
    const held = await addOperation(ids.bob, "sent");
    await database().site.update({ where: { domain: "bobs.example.org" }, data: { operationId: held } });
    expect(await waitingCreates(ids.bob)).toEqual([{ id: waiting, domain: "new.example.org" }]);
    expect(await waitingCreates(ids.alice)).toEqual([]);
  });
});

describe("visibleOperation", () => {
  it("shows an operation to who asked for it and to an administrator, to nobody else", async () => {
    const id = await addOperation(ids.alice, "running");
    expect((await visibleOperation({ id: ids.alice, isAdmin: false }, id))?.id).toBe(id);
    expect((await visibleOperation({ id: ids.admin, isAdmin: true }, id))?.id).toBe(id);
    expect(await visibleOperation({ id: ids.bob, isAdmin: false }, id)).toBeNull();
  });
  it.each(["no-uuid", "-".repeat(36)])("finds none by %j", async (text) => {
    expect(await visibleOperation({ id: ids.admin, isAdmin: true }, text)).toBeNull();
  });
});

async function addUser(username: string, isAdmin: boolean): Promise<number> {
  const person = { issuer: "embedded", sub: username, name: username, username, ownerClaim: username };
  return (await database().user.create({ data: { ...person, isAdmin } })).id;
}

async function addSite(
  domain: string,
  ownerId: number,
  ownerSource: "person" | "farm" | "default",
  state: "active" | "creating" = "active",
): Promise<void> {
  await database().site.create({ data: { domain, ownerId, ownerSource, state } });
}

async function addOperation(userId: number, state: "running" | "sent" | "gaveUp"): Promise<string> {
  const deadline = new Date(Date.now() + 60_000);
  const asked = { kind: "create", userId, domain: "new.example.org", deadline, state } as const;
  return (await database().operation.create({ data: asked })).id;
}
