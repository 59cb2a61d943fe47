import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { database } from "#lib/database/client.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { userIssuer } from "#lib/user-issuer.ts";

const tokenSchema = z.object({
  userId: z.number(),
  /** Who signed in. In a database that was restored, the id may be somebody else's. */
  sub: z.string(),
  /** Seconds since 1970. */
  signedInAt: z.number(),
  idToken: z.string().optional(),
});

export type SessionToken = z.infer<typeof tokenSchema>;

/**
 * What a session's cookie says, once it has been decrypted; null when it is none or its time is over. That time runs
 * from the sign-in: next-auth gives a cookie a new end whenever its session is asked for, and somebody who was removed
 * at the provider could go on for ever.
 */
export function parseSessionToken(claims: unknown): SessionToken | null {
  const token = tokenSchema.safeParse(claims).data;
  if (token === undefined) return null;
  const isOver = Date.now() - token.signedInAt * 1000 > getConfig().sessionMaxAgeMs;
  return isOver ? null : token;
}

/** The person who signed in, as the database has them now; null when they aren't there under the configured issuer. */
export function userOfSession({ userId, sub }: SessionToken): Promise<User | null> {
  return database().user.findUnique({ where: { id: userId, sub, issuer: userIssuer(getConfig()) } });
}
