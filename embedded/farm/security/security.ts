import type { IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { z } from "zod";
import { farmDomain } from "../settings.ts";
import { sameSecret } from "./same-secret.ts";
import { type App, sayWhereToSignIn } from "./sign-in-words.ts";

/** What the wiki server asks its security handler; the rest of it is passportjs's own business. */
type SecurityHandler = {
  isAdmin(request: IncomingMessage): boolean;
  defineRoutes(app: App, cors: unknown, updateOwner: unknown): void;
};

type Factory = (log: unknown, loga: unknown, options: Record<string, unknown>) => SecurityHandler;

const passportjs: Factory = createRequire(import.meta.url)("wiki-security-passportjs");

const siteOptions = z.looseObject({
  /** `http://HOST`, without the port. */
  url: z.string(),
  port: z.number(),
  adminToken: z.string(),
});

/**
 * The farm's security package: wiki-security-passportjs, and besides whoever brings the farm's token to the
 * admin site is its administrator, as with wiki-plugin-useraccesstokens on a farm in production. passportjs
 * alone knows an administrator by the session cookie of a browser.
 *
 * Called once for each site, with that site's options.
 */
export default function security(
  log: unknown,
  loga: unknown,
  options: Record<string, unknown>,
): SecurityHandler {
  const { url, port, adminToken, ...rest } = siteOptions.parse(options);
  const site = new URL(url);
  const isAdminSite = site.hostname === farmDomain;
  site.port = String(port);

  // The server serves the client part of the package that this names at /security.
  options.security_type = "wiki-security-passportjs";

  // A farm leaves the port out of a site's address, and passportjs takes the whole farm's domain for the
  // callback where it knows one: people would come back from sign-in to an address where nobody listens.
  const handler = passportjs(log, loga, { ...rest, port, url: site.origin, wiki_domain: undefined });
  const isAdminBySession = handler.isAdmin;
  handler.isAdmin = (request) => {
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    const byToken = isAdminSite && scheme === "Bearer" && sameSecret(token ?? "", adminToken);
    return byToken || isAdminBySession(request);
  };
  const defineRoutes = handler.defineRoutes;
  handler.defineRoutes = (app, cors, updateOwner) => {
    sayWhereToSignIn(app);
    defineRoutes(app, cors, updateOwner);
  };
  return handler;
}
