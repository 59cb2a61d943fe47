import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { messages } from "#lib/contracts/messages.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { readNotice } from "./notice.ts";

const server = await databasesForFile();
let alice: { id: number; isAdmin: boolean };
let bob: { id: number; isAdmin: boolean };
let admin: { id: number; isAdmin: boolean };
let notes: number;
const place = "/wikis/notes.example.org";

beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
  alice = await addUser("alice", false);
  bob = await addUser("bob", false);
  admin = await addUser("admin", true);
  const site = { domain: "notes.example.org", ownerId: alice.id, ownerSource: "person" } as const;
  notes = (await database().site.create({ data: { ...site, state: "active" } })).id;
});

afterAll(() => closeDatabase());

describe("readNotice", () => {
  it("says on the wiki's page that it was made", async () => {
    expect(await readNotice(alice, await addOperation({}), place)).toBe("notes.example.org is made.");
  });
  it("says nothing to another member of what isn't theirs, and everything to an administrator", async () => {
    const id = await addOperation({});
    expect(await readNotice(bob, id, place)).toBeUndefined();
    expect(await readNotice(admin, id, place)).toBe(await readNotice(alice, id, place));
  });
  it.each(["running", "refused", "unknown"] as const)(
    "claims no success of one that is %s",
    async (state) => {
      const id = await addOperation({ state, message: "No." });
      expect(await readNotice(alice, id, place)).toBeUndefined();
    },
  );
  it.each(["You won!", "", ["a", "b"], undefined])("repeats nothing of an address with %j", async (id) => {
    expect(await readNotice(alice, id, place)).toBeUndefined();
  });
});

describe("readNotice, only while it is so", () => {
  const site = { domain: "garden.example.org", ownerSource: "person" } as const;
  const here = `/wikis/${site.domain}`;
  const adding = (changed: Partial<Prisma.SiteUncheckedCreateInput> = {}) =>
    database().site.create({ data: { ...site, ownerId: alice.id, state: "active", ...changed } });
  const change = (data: Prisma.SiteUncheckedUpdateInput) =>
    database().site.update({ where: { domain: site.domain }, data });
  afterEach(() => database().site.deleteMany({ where: { domain: site.domain } }));

  it.each([
    ["create", messages.createdSlowly, "garden.example.org is made."],
    ["restore", messages.restoredSlowly, "garden.example.org is back."],
  ] as const)("%s: a wiki may be slow to answer until it has answered", async (kind, message, afterwards) => {
    const { id: siteId } = await adding({ probeDue: new Date() });
    const id = await addOperation({ kind, domain: site.domain, siteId, message });
    expect(await readNotice(alice, id, here)).toBe(message);
    await change({ probeDue: null });
    expect(await readNotice(alice, id, here)).toBe(afterwards);
  });
  it.each([
    ["create", messages.beingSecured, "garden.example.org is made."],
    ["create", messages.adoptedAndSecured, messages.adopted],
    ["restore", messages.restoredAndSecured, "garden.example.org is back."],
  ] as const)("hole 25, %s: a wiki is being secured until it is open", async (kind, message, afterwards) => {
    const { id: siteId } = await adding({ state: "readonly", securedAt: new Date() });
    const id = await addOperation({ kind, domain: site.domain, siteId, message });
    expect(await readNotice(alice, id, here)).toBe(message);
    await change({ state: "active", securedAt: null });
    expect(await readNotice(alice, id, here)).toBe(afterwards);
  });
  it.each(["create", "restore"] as const)(
    "%s: nothing once the wiki is being deleted, nor when another stands there",
    async (kind) => {
      const { id: siteId } = await adding();
      const id = await addOperation({ kind, domain: site.domain, siteId, message: messages.adopted });
      expect(await readNotice(alice, id, here)).toBe(messages.adopted);
      const deleting = await addOperation({ kind: "delete", domain: site.domain, state: "sent" });
      await change({ state: "deleting", operationId: deleting });
      expect(await readNotice(alice, id, here)).toBeUndefined();
      await database().site.delete({ where: { domain: site.domain } });
      expect(await readNotice(alice, id, here)).toBeUndefined();
      await adding();
      expect(await readNotice(alice, id, here)).toBeUndefined();
    },
  );
  it("delete: a wiki is deleted until it is on its way back, and only the list says so", async () => {
    const id = await addOperation({ kind: "delete", domain: site.domain });
    expect(await readNotice(alice, id, here)).toBeUndefined();
    expect(await readNotice(alice, id, "/wikis")).toBe("garden.example.org is deleted.");
    await adding({ state: "restoring" });
    expect(await readNotice(alice, id, "/wikis")).toBeUndefined();
  });
});

async function addUser(username: string, isAdmin: boolean) {
  const person = { issuer: "embedded", sub: username, name: username, username, ownerClaim: username };
  return database().user.create({ data: { ...person, isAdmin }, select: { id: true, isAdmin: true } });
}

async function addOperation(changed: Partial<Prisma.OperationUncheckedCreateInput>): Promise<string> {
  const data: Prisma.OperationUncheckedCreateInput = {
    kind: "create",
    userId: alice.id,
    domain: "notes.example.org",
    siteId: notes,
    deadline: new Date(),
    state: "done",
    ...changed,
  };
  return (await database().operation.create({ data })).id;
}
