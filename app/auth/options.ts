import type { Account, AuthOptions } from "next-auth";
import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { logger } from "#lib/log.ts";
import { userIssuer } from "#lib/user-issuer.ts";
import { readPerson } from "./claims.ts";
import { authCookies } from "./cookies.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { rememberPerson } from "./remember-person.ts";
import { SIGN_IN_ERROR_PATH } from "./sign-in-errors.ts";

const profileSchema = z.object({ sources: z.array(z.record(z.string(), z.unknown())) });

/** Next-auth's options, made from the configuration of this process. */
export function authOptions(): AuthOptions {
  const config = getConfig();
  const maxAge = Math.floor(config.sessionMaxAgeMs / 1000);
  return {
    providers: [oidcProvider()],
    ...(config.sessionSecret === undefined ? {} : { secret: config.sessionSecret }),
    session: { strategy: "jwt", maxAge },
    // Next-auth's default is 30 days, whatever the session's is.
    jwt: { maxAge },
    cookies: authCookies(config.baseUrl),
    pages: { signIn: SIGN_IN_ERROR_PATH, error: SIGN_IN_ERROR_PATH, signOut: "/" },
    logger: authLogger(),
    callbacks: {
      signIn({ profile }) {
        const read = personOf(profile);
        return read.ok || `${SIGN_IN_ERROR_PATH}?error=${read.code}`;
      },
      async jwt({ token, account, profile }) {
        return account ? startSession(account, profile) : token;
      },
    },
  };
}

/** The one moment at which a user's row is made or refreshed. */
async function startSession(account: Account, profile: unknown) {
  const read = personOf(profile);
  if (!read.ok) throw new Error("A session was begun for somebody who may not sign in");
  return {
    userId: await rememberPerson(read.person),
    sub: read.person.sub,
    signedInAt: Math.floor(Date.now() / 1000),
    idToken: account.id_token,
  };
}

function personOf(profile: unknown) {
  const config = getConfig();
  return readPerson(profileSchema.parse(profile).sources, {
    issuer: userIssuer(config),
    clientId: config.oidcClientId,
    ownerClaim: config.fedwikiOwnerClaim,
    adminRole: config.oidcAdminRole,
    memberRole: config.oidcMemberRole,
  });
}

/** Next-auth's log lines in ours. Its metadata can hold tokens and whole profiles, so only an error is kept of it. */
function authLogger(): AuthOptions["logger"] {
  const log = logger("auth");
  return {
    error(code, metadata) {
      const error = metadata instanceof Error ? metadata : metadata.error;
      log.error({ code, error: error.message }, "signing in failed");
    },
    warn(code) {
      log.warn({ code }, "next-auth warns");
    },
    debug() {},
  };
}
