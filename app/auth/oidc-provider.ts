import type { TokenSet } from "next-auth";
import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { type Claims, tokenClaims } from "./claims.ts";

type OidcClient = Parameters<NonNullable<UserinfoEndpointHandler["request"]>>[0]["client"];

/** What next-auth's callbacks get of a person: every source of claims, apart. */
export interface Profile {
  sub: string;
  sources: Claims[];
}

/** The one provider, by its discovery document; nothing of any particular product. */
export function oidcProvider(): OAuthConfig<Profile> {
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
