import { z } from "zod";
import type { Config } from "#lib/config.ts";
import { farmAddress } from "./address.ts";
import { errorForSilence } from "./errors.ts";

export interface FarmRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Without: the collection of all sites. */
  domain?: string;
  body?: object;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface FarmAnswer {
  status: number;
  /** Undefined when it isn't JSON. */
  body: unknown;
  /** The farm's own word that it has no such site; a 404 from anything else means nothing. */
  siteNotFound: boolean;
}

const notFound = z.object({ error: z.literal("Site not found") });

/** One request to the FarmManager API. Throws FarmUnavailableError when there is no answer. */
export async function farmRequest(
  config: Pick<Config, "fedwikiFarmUrl" | "fedwikiFarmToken">,
  { method, domain, body, timeoutMs, signal }: FarmRequest,
): Promise<FarmAnswer> {
  const collection = new URL("/plugin/farmmanager/sites", farmAddress(config));
  const address = domain === undefined ? collection : `${collection}/${encodeURIComponent(domain)}`;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      method,
      // Followed, a redirect would turn a POST into a GET and hand the token to somebody else.
      redirect: "manual",
      headers: {
        authorization: `Bearer ${config.fedwikiFarmToken}`,
        ...(body && { "content-type": "application/json" }),
      },
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = parseJson(await response.text());
    const siteNotFound = response.status === 404 && notFound.safeParse(answer).success;
    return { status: response.status, body: answer, siteNotFound };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw errorForSilence(error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
