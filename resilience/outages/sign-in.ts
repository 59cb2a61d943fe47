import { z } from "zod";
import { HttpBrowser, type Page } from "#embedded/testing/http-browser.ts";

const csrf = z.object({ csrfToken: z.string() });
const alice = { username: "alice", password: "alice" };

/**
 * Signs in as the embedded provider's alice, whom the browser doesn't know yet, by the address that the button's
 * action takes. Resolves with the page where that ends: the one that was come back to, or the one that says why not.
 */
export async function signIn(baseUrl: string): Promise<Page> {
  const browser = new HttpBrowser();
  const { body } = await browser.visit(`${baseUrl}/api/auth/csrf`);
  const { csrfToken } = csrf.parse(JSON.parse(body));
  const form = { csrfToken, callbackUrl: `${baseUrl}/wikis` };
  const page = await browser.visit(`${baseUrl}/api/auth/signin/oidc`, { form });
  const action = /<form method="post" action="([^"]+)"/.exec(page.body)?.[1];
  return action === undefined ? page : browser.visit(new URL(action, page.url).href, { form: alice });
}
