import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import { getConfig } from "#lib/config.ts";
import { soon } from "#lib/database/soon.ts";
import { nameSilence } from "../server/database-silent.ts";
import { signInPath } from "./back-path.ts";
import { sessionCookieName } from "./cookies.ts";
import { parseSessionToken, type SessionToken, userOfSession } from "./session-token.ts";

/** Who is signed in, as the database has them now. */
export interface Member {
  /** Database user id. */
  id: number;
  name: string;
  username: string;
  /** What the farm calls them (`oauth2.id`). */
  ownerClaim: string;
  isAdmin: boolean;
  /** Wikis this person may have; null: `fedwiki-site-quota`. */
  quota: number | null;
}

/** What the session cookie holds; null without a valid one. */
export async function readSessionToken(): Promise<SessionToken | null> {
  // Asked first: it tells Next at build time that this depends on a request.
  const requestHeaders = await headers();
  const { baseUrl, sessionSecret } = getConfig();
  const token = await getToken({
    req: new NextRequest(baseUrl, { headers: requestHeaders }),
    cookieName: sessionCookieName(baseUrl),
    ...(sessionSecret === undefined ? {} : { secret: sessionSecret }),
  });
  return parseSessionToken(token);
}

/**
 * The one session function; it re-reads the user, so what was taken from them counts at once. Throws
 * DatabaseSilentError when the database doesn't answer soon.
 */
export const getSession = cache(async (): Promise<Member | null> => {
  const token = await readSessionToken();
  if (token === null) return null;
  const user = await soon(userOfSession(token)).catch(nameSilence);
  if (user === null) return null;
  const { id, name, username, ownerClaim, isAdmin, quota } = user;
  return { id, name, username, ownerClaim, isAdmin, quota };
});

/**
 * The member, for a page or an action that needs one; anyone else is sent to sign in.
 * @param here path of the page, to come back to
 */
export async function requireMember(here: string): Promise<Member> {
  return (await getSession()) ?? redirect(signInPath(here));
}

/** The administrator, for a page; a member gets 403, anyone else is sent to sign in. */
export async function requireAdmin(here: string): Promise<Member> {
  const member = await requireMember(here);
  return member.isAdmin ? member : forbidden();
}

/** The administrator, for an action; a member is sent to its page, which answers as `requireAdmin` says. */
export async function requireActingAdmin(here: string): Promise<Member> {
  const member = await requireMember(here);
  return member.isAdmin ? member : redirect(here);
}
