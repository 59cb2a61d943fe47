import type { CookiesOptions } from "next-auth";

/** Next-auth's own limit for one round trip to the provider. */
const ROUND_TRIP_SECONDS = 15 * 60;

/**
 * Next-auth's cookies under names of ours. Cookies ignore ports, so on plain http (loopback) the port is part of the
 * name, and two consoles run side by side in one browser.
 */
export function authCookies(baseUrl: string): Partial<CookiesOptions> {
  const secure = isSecure(baseUrl);
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure };
  const roundTrip = { ...options, maxAge: ROUND_TRIP_SECONDS };
  const name = (what: string) => cookieName(baseUrl, what);
  return {
    sessionToken: { name: sessionCookieName(baseUrl), options },
    callbackUrl: { name: backCookieName(baseUrl), options },
    csrfToken: { name: name("csrf"), options },
    pkceCodeVerifier: { name: name("pkce"), options: roundTrip },
    state: { name: name("state"), options: roundTrip },
    nonce: { name: name("nonce"), options: roundTrip },
  };
}

export function sessionCookieName(baseUrl: string): string {
  return cookieName(baseUrl, "session");
}

/** Holds the address to come back to, while the browser is at the provider. */
export function backCookieName(baseUrl: string): string {
  return cookieName(baseUrl, "back");
}

function cookieName(baseUrl: string, what: string): string {
  const prefix = isSecure(baseUrl)
    ? "__Host-member-console"
    : `member-console-${new URL(baseUrl).port || "80"}`;
  return `${prefix}.${what}`;
}

function isSecure(baseUrl: string): boolean {
  return new URL(baseUrl).protocol === "https:";
}
