import type { CookiesOptions } from "next-auth";

/** Next-auth's own limit for one round trip to the provider. */
const ROUND_TRIP_SECONDS = 15 * 60;

/**
 * Next-auth's cookies under names of ours. Cookies ignore ports, so on plain http (loopback) the port is part of the
 * name, and two consoles run side by side in one browser.
 */
export function authCookies(baseUrl: string): Partial<CookiesOptions> {
  const { protocol, port } = new URL(baseUrl);
  const secure = protocol === "https:";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure };
  const name = (what: string) =>
    secure ? `__Host-member-console.${what}` : `member-console-${port || "80"}.${what}`;
  const roundTrip = { ...options, maxAge: ROUND_TRIP_SECONDS };
  return {
    sessionToken: { name: name("session"), options },
    callbackUrl: { name: name("back"), options },
    csrfToken: { name: name("csrf"), options },
    pkceCodeVerifier: { name: name("pkce"), options: roundTrip },
    state: { name: name("state"), options: roundTrip },
    nonce: { name: name("nonce"), options: roundTrip },
  };
}

export function sessionCookieName(baseUrl: string): string {
  const name = authCookies(baseUrl).sessionToken?.name;
  if (name === undefined) throw new Error("The session has no cookie");
  return name;
}
