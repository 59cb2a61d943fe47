import { z } from "zod";
import type { OnMessage } from "#embedded/proxy/message.ts";

/** A request as it arrived at the farm. */
export interface Arrival {
  method: "POST" | "DELETE" | "PATCH";
  domain: string;
  /** Of a POST: whom its owner.json names. */
  subject: string | undefined;
}

const said = z.tuple([z.enum(["POST", "DELETE", "PATCH"]), z.string(), z.string()]).rest(z.string());
const creation = z.object({ domain: z.string(), owner: z.object({ oauth2: z.object({ id: z.string() }) }) });

/** Requests that a proxy keeps although their senders were cut off, until they are let go. */
export class LateRequests {
  #held: PromiseWithResolvers<void>[] = [];
  #arrived: ((text: string) => void) | undefined;

  /** Resolves when the request may go on. */
  hold(): Promise<void> {
    const gate = Promise.withResolvers<void>();
    this.#held.push(gate);
    return gate.promise;
  }

  /** For the proxy while such requests come in: it tells of a request whom it told of others when that one came. */
  readonly watch: OnMessage = ({ direction, text }) => {
    if (direction === "answer") this.#arrived?.(text);
    return "pass";
  };

  /** Lets them go, one after the other; resolves when the farm has answered each. */
  async deliver(): Promise<Arrival[]> {
    const arrivals: Arrival[] = [];
    for (const gate of this.#held.splice(0)) {
      const arrived = Promise.withResolvers<string>();
      this.#arrived = arrived.resolve;
      gate.resolve();
      arrivals.push(arrivalOf(await arrived.promise));
    }
    this.#arrived = undefined;
    return arrivals;
  }
}

function arrivalOf(text: string): Arrival {
  const [method, path, , ...body] = said.parse(text.split(" "));
  if (method !== "POST") {
    return { method, domain: decodeURIComponent(path.split("/").at(-1) ?? ""), subject: undefined };
  }
  const { domain, owner } = creation.parse(JSON.parse(body.join(" ")));
  return { method, domain, subject: owner.oauth2.id };
}
