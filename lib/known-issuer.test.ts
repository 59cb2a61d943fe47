import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "#embedded/testing/database.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { assertIssuerKnown, renameIssuer } from "./known-issuer.ts";

let postgres: TestDatabase | undefined;
afterAll(() => postgres?.stop());

const OLD = "https://login.example.org/realms/coop";
const NEW = "https://id.example.org";
const at = (oidcIssuerUrl: string | undefined, embeddedServices: string[] = []) => ({
  oidcIssuerUrl,
  embeddedServices,
});

beforeEach(async () => {
  postgres ??= await startTestDatabase();
  const env = { MC_DATABASE_URL: await postgres.createDatabase() };
  installConfig(loadConfig({ env, cwd: "/" }));
  onTestFinished(() => closeDatabase());
});

function addUser(issuer: string, sub: string) {
  return database().user.create({ data: { issuer, sub, name: sub, username: sub, ownerClaim: sub } });
}

test("hole 46: a database with another issuer's users stops the start, naming both and what to do", async () => {
  await assertIssuerKnown(at(NEW));
  await addUser(OLD, "alice");
  await addUser(NEW, "bob");
  const refusal = assertIssuerKnown(at(`${NEW}/`));
  await expect(refusal).rejects.toThrow(`issuer ${OLD}, and the configuration (oidc-issuer-url) says ${NEW}`);
  await expect(assertIssuerKnown(at(NEW))).rejects.toThrow(`member-console issuer rename ${OLD} ${NEW}`);
  await expect(assertIssuerKnown(at("http://localhost:3001", ["oidc"]))).rejects.toThrow("says embedded");
  await assertIssuerKnown(at(undefined));
});

test("hole 46: after a rename everybody is who they were, and the start goes on", async () => {
  const { id } = await addUser("embedded", "alice");
  await addUser("embedded", "bob");
  expect(await renameIssuer("embedded", `${NEW}/`)).toBe(2);
  expect(await database().user.findUnique({ where: { id } })).toMatchObject({ issuer: NEW, sub: "alice" });
  await assertIssuerKnown(at(NEW));
  expect(await renameIssuer(`${NEW}/`, "embedded")).toBe(2);
  await assertIssuerKnown(at("http://localhost:3001", ["oidc"]));
  const action = "issuer-renamed";
  expect(await database().auditEvent.findMany({ where: { action }, orderBy: { id: "asc" } })).toMatchObject([
    { actorId: null, outcome: "done", note: `From embedded to ${NEW}: 2 users.` },
    { actorId: null, outcome: "done", note: `From ${NEW} to embedded: 2 users.` },
  ]);
});

test("hole 46: somebody who stands under both issuers stops the rename, and nobody is renamed", async () => {
  await addUser(OLD, "alice");
  await addUser(OLD, "bob");
  await addUser(NEW, "bob");
  await expect(renameIssuer(OLD, NEW)).rejects.toThrow("bob is a user of both issuers: nothing was renamed");
  expect(await database().user.count({ where: { issuer: OLD } })).toBe(2);
  expect(await database().auditEvent.count()).toBe(0);
});
