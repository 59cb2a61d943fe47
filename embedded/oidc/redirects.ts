import type Provider from "oidc-provider";

/** Whether an address is where a wiki of the embedded farm wants people back after sign-in. */
export function isWikiCallback(address: unknown, farmPort: number | undefined): boolean {
  if (typeof address !== "string" || !URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.href === address &&
    url.protocol === "http:" &&
    url.port === String(farmPort) &&
    url.username === "" &&
    (url.hostname === "localhost" || url.hostname.endsWith(".localhost")) &&
    `${url.pathname}${url.search}${url.hash}` === "/auth/oauth2/callback"
  );
}

/**
 * Teaches the provider's clients two kinds of address that can't be listed beforehand: the callback of each
 * wiki, and any page of a client to come back to after sign-out.
 */
export function allowRedirects(provider: Provider, farmPort: number | undefined): void {
  const { prototype } = provider.Client;
  const listed = prototype.redirectUriAllowed;
  prototype.redirectUriAllowed = function (address) {
    return listed.call(this, address) || isWikiCallback(address, farmPort);
  };
  prototype.postLogoutRedirectUriAllowed = function (address) {
    const origins = (this.redirectUris ?? []).map((uri) => new URL(uri).origin);
    return URL.canParse(address) && origins.includes(new URL(address).origin);
  };
}
