import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import { contentSecurityPolicy, messagePage, signInPage } from "./pages.ts";
import { signIn } from "./people.ts";

/** Paths of the sign-in page: one for each sign-in that is under way. */
export const signInPath = "/sign-in/";

/** Answers the sign-in page and what it posts. */
export async function handleSignIn(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const action = request.url ?? signInPath;
  try {
    const interaction = await provider.interactionDetails(request, response);
    if (request.method !== "POST") {
      send(response, 200, signInPage({ action }));
      return;
    }
    const form = new URLSearchParams(await text(request));
    const username = (form.get("username") ?? "").trim();
    const person = signIn(username, form.get("password") ?? "");
    if (person === undefined) {
      const problem = "That username and password don't belong together. Check both and try again.";
      send(response, 401, signInPage({ action, username, problem }));
      return;
    }
    await endOtherSession(provider, interaction, person.sub);
    await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    const what =
      "This sign-in has ended or belongs to another browser. Go back to where you came from and sign in again.";
    send(response, 400, messagePage("Sign in again", what));
  }
}

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** Where somebody else was signed in, oidc-provider would end that session by a page with a button, or a script. */
async function endOtherSession(provider: Provider, interaction: Interaction, sub: string): Promise<void> {
  const before = interaction.session;
  if (before === undefined || before.accountId === sub) return;
  const session = await provider.Session.findByUid(before.uid);
  await session?.destroy();
  // It compares this with the session that it finds when it goes on.
  delete interaction.session;
  await interaction.persist();
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy,
    "cache-control": "no-store",
  });
  response.end(page);
}
