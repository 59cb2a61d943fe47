import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface HeaderOptions {
  /** Browsers reach the console by https. */
  secure: boolean;
  /** Next's development server compiles with eval and sends styles as scripts. */
  dev: boolean;
}

/**
 * Sets the headers that keep a page to itself. Scripts run by a nonce, another one for each answer: Next reads it from
 * the request's header and writes it into its own scripts.
 *
 * No `form-action`: browsers hold it against every redirect that follows a form, and signing in without JavaScript
 * goes to whatever hosts the identity provider leads through.
 */
export function setSecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: HeaderOptions,
): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), options);
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  // Not "no-referrer": browsers would then send forms with the origin "null", which server actions refuse.
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  if (options.secure) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}

function contentSecurityPolicy(nonce: string, { dev }: HeaderOptions): string {
  const policy = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src": dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "img-src": "'self' data:",
    "connect-src": dev ? "'self' ws:" : "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
  };
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
