import { z } from "zod";
import { StartError } from "#lib/process/start-error.ts";

const metadata = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });

/**
 * Asks an issuer where the farm sends people to sign in and redeems codes.
 * Throws a StartError when it doesn't answer as an OIDC provider does.
 */
export async function discover(issuerUrl: string): Promise<{ authorizationUrl: string; tokenUrl: string }> {
  const address = `${issuerUrl.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    const { authorization_endpoint, token_endpoint } = metadata.parse(await response.json());
    // The wiki asks for no scope, and then some providers grant nothing.
    const authorization = new URL(authorization_endpoint);
    authorization.searchParams.set("scope", "openid profile");
    return { authorizationUrl: authorization.href, tokenUrl: token_endpoint };
  } catch {
    throw new StartError(`no OIDC provider answers at ${address}: check oidc-issuer-url`);
  }
}
