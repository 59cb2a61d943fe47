import { afterAll, beforeAll, expect, it } from "vitest";
import { databasesForFile } from "#embedded/testing/for-file.ts";
import { installConfig, loadConfig } from "#lib/config.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { parseSessionToken, userOfSession } from "./session-token.ts";

const ISSUER = "https://login.example.org";
const now = () => Math.floor(Date.now() / 1000);

const server = await databasesForFile();
beforeAll(async () => {
  const env = {
    MC_DATABASE_URL: server.url,
    MC_OIDC_ISSUER_URL: ISSUER,
    MC_SESSION_MAX_AGE: "1h",
    MC_FEDWIKI_SYNC_ENABLED: "false",
  };
  installConfig(loadConfig({ env, cwd: "/" }));
});
afterAll(() => closeDatabase());

it("hole 46: a session ends session-max-age after the sign-in, however often its cookie was renewed", () => {
  const token = { userId: 1, sub: "a", exp: now() + 3_600 };
  expect(parseSessionToken({ ...token, signedInAt: now() - 3_590 })).toMatchObject({ userId: 1, sub: "a" });
  expect(parseSessionToken({ ...token, signedInAt: now() - 3_610 })).toBeNull();
  expect(parseSessionToken(token)).toBeNull();
  expect(parseSessionToken(null)).toBeNull();
});

it("hole 46: a session's id that is somebody else's by now, or another issuer's, is nobody's session", async () => {
  const add = (issuer: string, sub: string) =>
    database().user.create({ data: { issuer, sub, name: sub, username: sub, ownerClaim: sub } });
  const { id: userId } = await add(ISSUER, "bob");
  const signedInAt = now();
  expect(await userOfSession({ userId, sub: "bob", signedInAt })).toMatchObject({ sub: "bob" });
  expect(await userOfSession({ userId, sub: "alice", signedInAt })).toBeNull();
  const { id: stranger } = await add("https://other.example.org", "carol");
  expect(await userOfSession({ userId: stranger, sub: "carol", signedInAt })).toBeNull();
});
