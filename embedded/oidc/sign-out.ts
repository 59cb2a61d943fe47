import type Provider from "oidc-provider";

const endSession = "/session/end";

/**
 * Ends the session at once where oidc-provider would ask first: it has checked the request and where to go
 * back to, and then shows a page with a button, or one that presses it by script.
 */
export function signOutWithoutAsking(provider: Provider): void {
  provider.use(async (context, next) => {
    await next();
    if (context.path !== endSession || context.status !== 200) return;
    const { session, params } = context.oidc;
    await session?.destroy();
    context.cookies.set(provider.cookieName("session"), null, { signed: true });
    const target = params?.post_logout_redirect_uri;
    const back = new URL(typeof target === "string" ? target : `${provider.issuer}${endSession}/success`);
    const state = params?.state;
    if (typeof target === "string" && typeof state === "string") back.searchParams.set("state", state);
    context.status = 303;
    context.redirect(back.href);
  });
}
