import { request } from "node:http";
import { json } from "node:stream/consumers";
import type { Stack } from "./stack.ts";

export interface FarmAnswer {
  status: number | undefined;
  body: unknown;
}

/** The farm's own API, as somebody uses it who goes past the console. */
export class Farm {
  readonly #stack: Pick<Stack, "farmUrl" | "farmToken">;

  constructor(stack: Pick<Stack, "farmUrl" | "farmToken">) {
    this.#stack = stack;
  }

  list(): Promise<FarmAnswer> {
    return this.#ask("GET", "");
  }

  get(domain: string): Promise<FarmAnswer> {
    return this.#ask("GET", `/${domain}`);
  }

  create(domain: string, owner: object): Promise<FarmAnswer> {
    return this.#ask("POST", "", { domain, owner });
  }

  archive(domain: string): Promise<FarmAnswer> {
    return this.#ask("DELETE", `/${domain}`);
  }

  async #ask(method: string, path: string, body?: object): Promise<FarmAnswer> {
    const { hostname, host, port } = new URL(this.#stack.farmUrl);
    const { promise, resolve, reject } = Promise.withResolvers<FarmAnswer>();
    const outgoing = request({
      // Node resolves no *.localhost, so loopback is named and the site stands in the header.
      hostname: hostname.endsWith(".localhost") ? "127.0.0.1" : hostname,
      port,
      method,
      path: `/plugin/farmmanager/sites${path}`,
      headers: { host, authorization: `Bearer ${this.#stack.farmToken}`, "content-type": "application/json" },
    });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      json(response).then((parsed) => resolve({ status: response.statusCode, body: parsed }), reject);
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  }
}
