import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";

export type Page = {
  status: number;
  /** Where it came from, after redirects. */
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
};

export type Visit = {
  method?: string;
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** Stop at a redirect whose target starts so, and answer with it instead of following. */
  stopAt?: string;
};

/**
 * As much of a browser as a sign-in needs: it keeps each host's cookies, follows redirects and knows that
 * every name below `localhost` is this machine, which Node's own fetch doesn't.
 */
export class HttpBrowser {
  #cookies = new Map<string, Map<string, string>>();

  async visit(address: string, visit: Visit = {}): Promise<Page> {
    let url = new URL(address);
    let step = visit;
    for (let redirects = 0; redirects < 20; redirects++) {
      const response = await this.#send(url, step);
      const body = await text(response);
      const { statusCode: status = 0, headers } = response;
      this.#keepCookies(url.hostname, headers["set-cookie"] ?? []);
      const target = headers.location && new URL(headers.location, url);
      if (!target) return { status, url: url.href, headers, body };
      if (visit.stopAt !== undefined && target.href.startsWith(visit.stopAt)) {
        return { status, url: target.href, headers, body };
      }
      url = target;
      step = {};
    }
    throw new Error(`${address} redirects for ever`);
  }

  /** Names of the cookies that a host has set. */
  cookieNames(hostname: string): string[] {
    return [...this.#jar(hostname).keys()];
  }

  #send(url: URL, { method, form, headers }: Visit): Promise<IncomingMessage> {
    const content = form && new URLSearchParams(form).toString();
    const cookie = [...this.#jar(url.hostname)].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Promise((resolve, reject) => {
      const outgoing = request({
        host: "127.0.0.1",
        port: url.port,
        path: `${url.pathname}${url.search}`,
        method: method ?? (content === undefined ? "GET" : "POST"),
        headers: {
          host: url.host,
          ...(cookie && { cookie }),
          ...(content !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
          ...headers,
        },
        agent: false,
      });
      outgoing.once("response", resolve);
      outgoing.once("error", reject);
      outgoing.end(content);
    });
  }

  #jar(hostname: string): Map<string, string> {
    const jar = this.#cookies.get(hostname) ?? new Map<string, string>();
    this.#cookies.set(hostname, jar);
    return jar;
  }

  #keepCookies(hostname: string, lines: string[]): void {
    for (const line of lines) {
      const [pair = ""] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      if (value.join("=") === "" || /expires=Thu, 01 Jan 1970/i.test(line)) this.#jar(hostname).delete(name);
      else this.#jar(hostname).set(name, value.join("="));
    }
  }
}
