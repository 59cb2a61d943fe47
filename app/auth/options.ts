import type { Account, AuthOptions, TokenSet } from "next-auth";
import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { logger } from "#lib/log.ts";
import { userIssuer } from "#lib/user-issuer.ts";
import { type Claims, readPerson, tokenClaims } from "./claims.ts";
import { authCookies } from "./cookies.ts";
import { rememberPerson } from "./remember-person.ts";
import { SIGN_IN_ERROR_PATH } from "./sign-in-errors.ts";

type OidcClient = Parameters<NonNullable<UserinfoEndpointHandler["request"]>>[0]["client"];

/** What `userinfo.request` hands on to `profile` and the callbacks: every source of claims, apart. */
interface Profile {
  sub: string;
  sources: Claims[];
}

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

function oidcProvider(): OAuthConfig<Profile> {
  const { oidcIssuerUrl, oidcClientId, oidcClientSecret, oidcScopes } = getConfig();
  if (oidcIssuerUrl === undefined) throw new Error("oidc-issuer-url isn't set");
  return {
    id: "oidc",
    name: "OpenID Connect",
    type: "oauth",
    wellKnown: `${oidcIssuerUrl.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: oidcScopes } },
    // Next-auth's default is state alone.
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    clientId: oidcClientId,
    ...(oidcClientSecret === undefined
      ? { client: { token_endpoint_auth_method: "none" } }
      : { clientSecret: oidcClientSecret }),
    // Called in place of reading the ID token alone, which by then is checked.
    userinfo: { request: ({ client, tokens }) => readSources(client, tokens) },
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** Many providers say only in userinfo who somebody is, so it is asked wherever there is one. */
async function readSources(client: OidcClient, tokens: TokenSet): Promise<Profile> {
  const idToken = tokenClaims(tokens.id_token);
  const sub = z.string().parse(idToken.sub);
  const hasUserinfo = client.issuer.metadata.userinfo_endpoint !== undefined;
  const userinfo: Claims =
    hasUserinfo && tokens.access_token ? await client.userinfo(tokens.access_token) : {};
  // OpenID Connect Core 5.3.2: what speaks of another subject must not be used.
  if (userinfo.sub !== undefined && userinfo.sub !== sub) throw new Error("userinfo is about somebody else");
  return { sub, sources: [idToken, userinfo, tokenClaims(tokens.access_token)] };
}

/** The one moment at which a user's row is made or refreshed. */
async function startSession(account: Account, profile: unknown) {
  const read = personOf(profile);
  if (!read.ok) throw new Error("A session was begun for somebody who may not sign in");
  return { userId: await rememberPerson(read.person), idToken: account.id_token };
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
