import { join } from "node:path";
import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import { secretFile } from "../secret-file.ts";
import { signingKeys } from "./keys.ts";
import { messagePage } from "./pages.ts";
import { claimsOf, personBySubject } from "./people.ts";
import { isWikiCallback } from "./redirects.ts";
import type { OidcSettings } from "./settings.ts";

const hour = 60 * 60;

/** oidc-provider's configuration for our people and clients, without its consent page. */
export function configuration(settings: OidcSettings): Configuration {
  const { dataDir, clients, port, issuerUrl, farmPort } = settings;
  const wikis = `${issuerUrl}/wikis`;
  return {
    clients: clients.map(({ clientId, clientSecret, redirectUris }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: redirectUris,
    })),
    jwks: signingKeys(dataDir),
    cookies: {
      // Browsers give a host's cookies to all of its ports: the name keeps two stacks apart.
      names: {
        session: `oidc_session_${port}`,
        interaction: `oidc_interaction_${port}`,
        resume: `oidc_resume_${port}`,
      },
      keys: [secretFile(join(dataDir, "cookie-key"))],
      long: { signed: true },
      short: { signed: true },
    },
    claims: {
      openid: ["sub", "roles"],
      profile: ["name", "preferred_username"],
      email: ["email", "email_verified"],
    },
    // The ID token carries what was asked for, as most providers do it, not the userinfo endpoint alone.
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => {
      const person = personBySubject(sub);
      return person && { accountId: sub, claims: () => claimsOf(person, settings) };
    },
    interactions: { policy: withoutConsent(), url: (_context, { uid }) => `/sign-in/${uid}` },
    loadExistingGrant: grantEverything,
    // Wikis read who somebody is from the access token, which is therefore a JWT. An access token for the
    // userinfo endpoint can't be one.
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: ({ oidc }) => (isWikiCallback(oidc.params?.redirect_uri, farmPort) ? wikis : []),
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "",
          audience: wikis,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        postLogoutSuccessSource: (context) => {
          context.body = messagePage("Signed out", "You are signed out.");
        },
      },
    },
    extraTokenClaims: (_context, token) => {
      const person = "accountId" in token ? personBySubject(String(token.accountId)) : undefined;
      return person && claimsOf(person, settings);
    },
    renderError: (context, out) => {
      context.type = "html";
      const reason = out.error_description ?? out.error;
      context.body = messagePage("This sign-in doesn't work", `${reason}. Go back and try again.`);
    },
    ttl: {
      AccessToken: hour,
      IdToken: hour,
      Interaction: hour,
      Session: 14 * 24 * hour,
      Grant: 14 * 24 * hour,
    },
  };
}

function withoutConsent() {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  return policy;
}

/** Every client gets what it asks for, since all of them belong to the person who started this. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(" "));
  grant.addOIDCClaims([...oidc.requestParamClaims]);
  await grant.save();
  return grant;
}
