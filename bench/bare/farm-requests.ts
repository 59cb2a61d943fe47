import { shownOwner } from "#lib/farm/site-probe.ts";
import { type Stack, siteUrl } from "../../e2e/stack/stack.ts";

/** What a create can't do without on the farm: the wiki is made, and visited before anybody else does. */
export async function bareFarmRequests(stack: Stack, domain: string): Promise<void> {
  const owner = { name: "Bare", oauth2: { id: "bare", username: "bare" } };
  const response = await fetch(`${stack.farmUrl}/plugin/farmmanager/sites`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.farmToken}`, "content-type": "application/json" },
    body: JSON.stringify({ domain, owner }),
  });
  await response.arrayBuffer();
  if (response.status !== 201) throw new Error(`the farm answered ${response.status} to a bare POST`);
  const shown = await shownOwner(siteUrl(stack, domain), owner.name);
  if (shown !== "ours") throw new Error(`${domain} is ${shown} at its first visit`);
}
