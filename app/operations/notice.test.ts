import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
const place = "/wikis/notes.example.org";

beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
  alice = await addUser("alice", false);
  bob = await addUser("bob", false);
  admin = await addUser("admin", true);
});

afterAll(() => closeDatabase());

describe("readNotice", () => {
  it("says on the wiki's page that it was made", async () => {
    expect(await readNotice(alice, await addOperation({}), place)).toContain("notes.example.org");
  });
  it("says what the ledger recorded of a wiki that doesn't answer yet", async () => {
    const id = await addOperation({ message: messages.createdSlowly });
    expect(await readNotice(alice, id, place)).toBe(messages.createdSlowly);
  });
  it("says nothing to another member of what isn't theirs, and everything to an administrator", async () => {
    const id = await addOperation({});
    expect(await readNotice(bob, id, place)).toBeUndefined();
    expect(await readNotice(admin, id, place)).toBe(await readNotice(alice, id, place));
  });
  it("says nothing of a delete on the page of a wiki", async () => {
    const id = await addOperation({ kind: "delete" });
    expect(await readNotice(alice, id, place)).toBeUndefined();
    expect(await readNotice(alice, id, "/wikis")).toContain("deleted");
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

async function addUser(username: string, isAdmin: boolean) {
  const person = { issuer: "embedded", sub: username, name: username, username, ownerClaim: username };
  return database().user.create({ data: { ...person, isAdmin }, select: { id: true, isAdmin: true } });
}

async function addOperation(changed: Partial<Prisma.OperationUncheckedCreateInput>): Promise<string> {
  const data: Prisma.OperationUncheckedCreateInput = {
    kind: "create",
    userId: alice.id,
    domain: "notes.example.org",
    deadline: new Date(),
    state: "done",
    ...changed,
  };
  return (await database().operation.create({ data })).id;
}
