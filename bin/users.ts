/** Reads and writes the rows of people for the command line. */
import type { Config } from "#lib/config.ts";
import { database } from "#lib/database/client.ts";
import { StartError } from "#lib/process/start-error.ts";
import { userIssuer } from "#lib/user-issuer.ts";
import { printColumns } from "./print-columns.ts";

export interface NewUser {
  sub: string;
  name: string;
  username?: string;
  email?: string;
  admin: boolean;
}

export async function listUsers(): Promise<void> {
  const people = await database().user.findMany({ orderBy: { id: "asc" } });
  const rows = people.map(({ id, name, username, email, isAdmin, issuer, sub, lastSignInAt }) => [
    String(id),
    name,
    username,
    email ?? "-",
    isAdmin ? "administrator" : "member",
    lastSignInAt?.toISOString() ?? "never signed in",
    issuer,
    sub,
  ]);
  printColumns([["id", "name", "username", "email", "role", "last sign-in", "issuer", "sub"], ...rows]);
}

/** @throws StartError when the person is there already */
export async function addUser(config: Config, { admin, ...user }: NewUser): Promise<number> {
  const { sub } = user;
  const issuer = userIssuer(config);
  const known = await database().user.findUnique({ where: { issuer_sub: { issuer, sub } } });
  if (known !== null) throw new StartError(`${sub} at ${issuer} is user ${known.id} already.`);
  // Which claim the farm compares is known for certain at the first sign-in alone, unless it is the subject.
  const row = { ...user, issuer, username: user.username ?? user.name, isAdmin: admin, ownerClaim: sub };
  const { id } = await database().user.create({ data: row });
  return id;
}
