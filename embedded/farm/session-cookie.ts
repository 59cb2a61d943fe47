import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** The wiki server's name for its session cookie; it can't be configured. */
const cookieName = "wikiSession";

/**
 * Puts the port into the name of the wikis' session cookie, as browsers see it. They give a host's cookies to
 * all of its ports, so that two farms would sign each other's people out of wikis of the same name.
 */
export function nameSessionCookieByPort(server: Server, port: number): void {
  const nameOutside = `${cookieName}_${port}`;
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    const { headers } = request;
    if (headers.cookie !== undefined) headers.cookie = rename(headers.cookie, nameOutside, cookieName);
    // The wiki's session package sets its header past `response.setHeader`, at the last moment: so later still.
    response.writeHead = new Proxy(response.writeHead, {
      apply(writeHead, _response, args) {
        const cookies = response.getHeader("set-cookie");
        if (Array.isArray(cookies)) {
          response.setHeader(
            "set-cookie",
            cookies.map((cookie) => rename(cookie, cookieName, nameOutside)),
          );
        }
        return Reflect.apply(writeHead, response, args);
      },
    });
  });
}

/** Renames a cookie in a header, dropping what came under the new name from elsewhere. */
function rename(header: string, from: string, to: string): string {
  return header
    .split("; ")
    .filter((part) => !part.startsWith(`${to}=`))
    .map((part) => (part.startsWith(`${from}=`) ? to + part.slice(from.length) : part))
    .join("; ");
}
