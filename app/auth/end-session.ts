import { z } from "zod";
import { getConfig } from "#lib/config.ts";
import { logger } from "#lib/log.ts";

const metadataSchema = z.object({ end_session_endpoint: z.url().optional() });
/** Somebody waits for it with the console's session already ended. */
const DISCOVERY_TIMEOUT_MS = 3_500;

/**
 * Where the browser goes to end the provider's session (OpenID Connect RP-Initiated Logout); null where the provider
 * has no such place or doesn't answer.
 * @param idToken tells the provider whose session, so that it needn't ask
 */
export async function endSessionUrl(idToken: string | undefined): Promise<string | null> {
  const { oidcIssuerUrl, oidcClientId, baseUrl } = getConfig();
  try {
    const response = await fetch(`${oidcIssuerUrl?.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
    });
    const metadata = metadataSchema.parse(await response.json());
    if (metadata.end_session_endpoint === undefined) return null;
    const url = new URL(metadata.end_session_endpoint);
    url.searchParams.set("client_id", oidcClientId);
    url.searchParams.set("post_logout_redirect_uri", new URL("/", baseUrl).href);
    if (idToken !== undefined) url.searchParams.set("id_token_hint", idToken);
    return url.href;
  } catch (error) {
    logger("auth").warn({ err: error }, "the provider's own session could not be ended");
    return null;
  }
}
