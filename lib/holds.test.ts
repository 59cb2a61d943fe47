import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { liftHold, setHold } from "./holds.ts";

const server = await databasesForFile();
beforeAll(async () => {
  installConfig(loadConfig({ env: { MC_DATABASE_URL: server.url }, cwd: "/" }));
});
afterAll(() => closeDatabase());

async function addPerson({ isAdmin }: { isAdmin: boolean }): Promise<number> {
  const sub = randomUUID();
  const person = { issuer: "tests", sub, name: "Person", username: "person", ownerClaim: sub, isAdmin };
  return (await database().user.create({ data: person })).id;
}

async function addWiki(): Promise<string> {
  const domain = `${randomUUID()}.example.org`;
  const ownerId = await addPerson({ isAdmin: false });
  await database().site.create({ data: { domain, ownerId, ownerSource: "person", state: "active" } });
  return domain;
}

test("an administrator's hold says who set it, and the events who did what", async () => {
  const domain = await addWiki();
  const admin = await addPerson({ isAdmin: true });
  expect(await setHold(admin, domain, "Abuse")).toBe("set");
  expect(await database().hold.findUnique({ where: { domain } })).toMatchObject({ setById: admin });
  expect(await liftHold(admin, domain)).toBe("lifted");
  expect(await liftHold(admin, domain)).toBe("notHeld");
  expect(await database().auditEvent.findMany({ where: { domain, actorId: admin } })).toMatchObject([
    { action: "hold-set", note: "Abuse" },
    { action: "hold-lifted", note: "Abuse" },
  ]);
});

test("hole 19: a member neither sets nor lifts a hold, nor does an id that nobody has", async () => {
  const domain = await addWiki();
  for (const actor of [await addPerson({ isAdmin: false }), 1_000_000]) {
    expect(await setHold(actor, domain, "Mine")).toBe("permissionDenied");
    expect(await database().hold.findUnique({ where: { domain } })).toBeNull();
  }
  await setHold(null, domain, "Abuse");
  expect(await liftHold(await addPerson({ isAdmin: false }), domain)).toBe("permissionDenied");
  expect(await database().hold.findUnique({ where: { domain } })).toMatchObject({ reason: "Abuse" });
});

test("only a wiki that the console has or keeps is put on hold", async () => {
  const domain = `${randomUUID()}.example.org`;
  expect(await setHold(null, domain, "Abuse")).toBe("unknownWiki");
  const ownerId = await addPerson({ isAdmin: false });
  await database().tombstone.create({ data: { domain, ownerId, ownerSource: "person" } });
  expect(await setHold(null, domain, "Abuse")).toBe("set");
});
