import { z } from "zod";

/** A request as it arrived at the farm. */
export interface Arrival {
  method: "POST" | "DELETE" | "PATCH";
  domain: string;
  /** Of a POST: whom its owner.json names. */
  subject: string | undefined;
}

const said = z.tuple([z.enum(["POST", "DELETE", "PATCH"]), z.string(), z.string()]).rest(z.string());
const creation = z.object({ domain: z.string(), owner: z.object({ oauth2: z.object({ id: z.string() }) }) });

interface Held {
  letGo(): void;
  /** The request's text, once the farm has answered it. */
  arrived: Promise<string>;
}

/** Requests that a proxy keeps although their senders were cut off, until they are let go. */
export class LateRequests {
  #held: Held[] = [];

  /** For the proxy: when a request may go on, and whom it tells that it has arrived. */
  hold(): { until: Promise<void>; arrived: (text: string) => void } {
    const gate = Promise.withResolvers<void>();
    const arrival = Promise.withResolvers<string>();
    this.#held.push({ letGo: gate.resolve, arrived: arrival.promise });
    return { until: gate.promise, arrived: arrival.resolve };
  }

  /** Lets them go, one after the other; resolves when the farm has answered each. */
  async deliver(): Promise<Arrival[]> {
    const arrivals: Arrival[] = [];
    for (const { letGo, arrived } of this.#held.splice(0)) {
      letGo();
      arrivals.push(arrivalOf(await arrived));
    }
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
