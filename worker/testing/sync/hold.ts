import { expect } from "vitest";
import type { SeenRequest } from "#embedded/proxy/start.ts";
import type { SyncStack } from "./stack.ts";

const listing = "/plugin/farmmanager/sites";

export const isListing = ({ method, path }: SeenRequest) => method === "GET" && path === listing;
export const isCreate = ({ method, path }: SeenRequest) => method === "POST" && path === listing;

export interface Barrier {
  /** Resolves when the request is there. */
  reached(): Promise<void>;
  release(): void;
}

/** Holds the answer to the first such request, which the farm has carried out, until it is released. */
export function holdAnswer({ proxy }: SyncStack, chosen: (request: SeenRequest) => boolean): Barrier {
  const barrier = Promise.withResolvers<void>();
  let held = false;
  proxy.disturb((request) => {
    if (held || !chosen(request)) return undefined;
    held = true;
    return { kind: "holdAfter", until: barrier.promise };
  });
  return {
    reached: () => expect.poll(() => held, { timeout: 10_000, interval: 10 }).toBe(true),
    release: barrier.resolve,
  };
}
