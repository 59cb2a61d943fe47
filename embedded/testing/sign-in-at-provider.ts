import type { HttpBrowser, Page } from "./http-browser.ts";

/**
 * Goes to an address that leads to the embedded provider's sign-in page and signs in there.
 * @returns the page where the way back ends
 */
export async function signInAtProvider(
  browser: HttpBrowser,
  address: string,
  person: { username: string; password: string },
  stopAt?: string,
): Promise<Page> {
  const signIn = await browser.visit(address);
  const action = /<form method="post" action="([^"]+)"/.exec(signIn.body)?.[1];
  if (action === undefined)
    throw new Error(`no sign-in form at ${signIn.url} (${signIn.status}): ${signIn.body}`);
  return browser.visit(new URL(action, signIn.url).href, { form: person, ...(stopAt && { stopAt }) });
}
