import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import type { Person } from "./claims.ts";
import { rememberPerson } from "./remember-person.ts";

const alice: Person = {
  issuer: "https://login.example.org",
  sub: "a-1",
  name: "Alice Archer",
  username: "alice",
  email: "a@example.org",
  ownerClaim: "farm-a-1",
  isAdmin: false,
};

const server = await databasesForFile();
beforeEach(async () => {
  await closeDatabase();
  installConfig(loadConfig({ env: { MC_DATABASE_URL: await server.createDatabase() }, cwd: "/" }));
});
afterAll(() => closeDatabase());

describe("signing in", () => {
  it("makes a person's row once and refreshes it after that", async () => {
    const id = await rememberPerson(alice);
    const first = await database().user.findUniqueOrThrow({ where: { id } });
    expect(
      await rememberPerson({ ...alice, name: "Alice Baker", isAdmin: true, ownerClaim: "farm-a-2" }),
    ).toBe(id);
    const again = await database().user.findUniqueOrThrow({ where: { id } });
    expect(again).toMatchObject({ name: "Alice Baker", isAdmin: true, ownerClaim: "farm-a-2", quota: null });
    expect(again.firstSignInAt).toEqual(first.firstSignInAt);
    expect(again.lastSignInAt?.getTime()).toBeGreaterThanOrEqual(first.lastSignInAt?.getTime() ?? Infinity);
  });

  it("takes the administrator's rights away when the role is gone", async () => {
    const id = await rememberPerson({ ...alice, isAdmin: true });
    await rememberPerson(alice);
    expect((await database().user.findUniqueOrThrow({ where: { id } })).isAdmin).toBe(false);
  });

  it("never matches by mail, and the same subject of another issuer is another person", async () => {
    const ids = [
      await rememberPerson(alice),
      await rememberPerson({ ...alice, sub: "a-2" }),
      await rememberPerson({ ...alice, issuer: "embedded" }),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it("keeps a person's quota, and the first sign-in of one who was added before is noted", async () => {
    const { issuer, sub } = alice;
    const { id } = await database().user.create({
      data: { issuer, sub, name: "?", username: "?", ownerClaim: "?", quota: 7 },
    });
    expect(await rememberPerson(alice)).toBe(id);
    const user = await database().user.findUniqueOrThrow({ where: { id } });
    expect(user.quota).toBe(7);
    expect(user.firstSignInAt).not.toBeNull();
  });

  it("brings home the unassigned wikis that the farm says are theirs, and no others", async () => {
    const owner = await rememberPerson({ ...alice, sub: "default", ownerClaim: "default" });
    const site = (domain: string, ownerSource: "default" | "person" | "farm", farmSubject: string | null) =>
      database().site.create({ data: { domain, ownerId: owner, ownerSource, state: "active", farmSubject } });
    const home = await site("home.example.org", "default", "farm-a-1");
    await site("given.example.org", "person", "farm-a-1");
    await site("found.example.org", "farm", "farm-a-1");
    await site("others.example.org", "default", "farm-b-1");
    await site("nobodys.example.org", "default", null);
    for (const farmSubject of ["farm-a-1", "farm-b-1"]) {
      const data = {
        domain: `${farmSubject}.example.org`,
        ownerId: owner,
        ownerSource: "default",
        farmSubject,
      } as const;
      await database().archivedSite.create({ data: { ...data, stateBefore: "active" } });
    }

    const id = await rememberPerson(alice);
    const moved = await database().site.findMany({ where: { ownerId: id } });
    expect(moved.map(({ domain, ownerSource }) => [domain, ownerSource])).toEqual([
      ["home.example.org", "farm"],
    ]);
    expect(moved[0]?.changeSeq).toBeGreaterThan(home.changeSeq);
    expect(await database().archivedSite.findMany({ where: { ownerId: id } })).toMatchObject([
      { domain: "farm-a-1.example.org", ownerSource: "farm" },
    ]);
  });
});
